import { JwtVerifier } from 'aws-jwt-verify';
import {
  FetchError,
  JwksValidationError,
  JwkValidationError,
  JwtBaseError,
  JwtExpiredError,
  JwtInvalidIssuerError,
  JwtInvalidSignatureError,
  JwtNotBeforeError,
  JwtParseError,
  JwtWithoutValidKidError,
  KidNotFoundInJwksError,
  WaitPeriodNotYetEndedJwkError,
} from 'aws-jwt-verify/error';
import type { JwtPayload } from 'aws-jwt-verify/jwt-model';
import { ServiceError } from '../domain/errors';
import { isOwner } from '../domain/owner';
import type { CheckToken, TokenCheck, TokenRefusal } from '../domain/sign-in';
import type { Issuer } from './issuer';

export interface TokenVerifierOptions {
  readonly issuer: Issuer;
  /** The value of `iss` in the tokens. */
  readonly issuerUrl: string;
  /** The applications whose tokens are accepted. `aud` must contain one of them. */
  readonly audiences: readonly string[];
}

/**
 * Creates a verifier of JSON Web Tokens. It checks the signature with the keys of the issuer, and issuer, audience,
 * expiry and "not before". It refuses symmetric algorithms and `none`. The token cannot choose where keys are read
 * from.
 */
export function tokenVerifier({ issuer, issuerUrl, audiences }: TokenVerifierOptions): CheckToken {
  const ownerOf = (payload: JwtPayload): TokenCheck => {
    const { exp, sub } = payload;
    // A token without `exp` would be valid forever. RFC 9068 and OpenID Connect require it.
    if (exp === undefined) return refused('TOKEN_INVALID', 'The token has no expiry time (exp).');
    if (!isForOneOf(audiences, payload)) return refused('TOKEN_INVALID', wrongAudience(payload, audiences));
    if (!sub || !isOwner(sub)) return refused('TOKEN_INVALID', 'The token names no person (sub).');
    return { owner: sub };
  };

  const verifierOf = async () => {
    const { uri, cache } = await issuer.keys();
    return JwtVerifier.create({ issuer: issuerUrl, audience: null, jwksUri: uri }, { jwksCache: cache });
  };
  // The verifier caches the keys in the form that is needed to check signatures.
  let verifier: Awaited<ReturnType<typeof verifierOf>> | undefined;

  return async (token) => {
    if (verifier) await issuer.keys();
    verifier ??= await verifierOf();
    try {
      return ownerOf(await verifier.verify(token));
    } catch (error) {
      const refusal = refusalOf(error, issuerUrl);
      if (refusal) return { refusal };
      if (error instanceof ServiceError) throw error;
      throw new ServiceError('The keys of the issuer cannot be used.', { cause: error });
    }
  };
}

/** Access tokens of Amazon Cognito have `client_id` instead of `aud` (Cognito Developer Guide). */
function isForOneOf(audiences: readonly string[], { aud, client_id: client }: JwtPayload): boolean {
  const named = aud === undefined && typeof client === 'string' ? [client] : [aud ?? []].flat();
  return named.some((one) => audiences.includes(one));
}

const wrongAudience = ({ aud, client_id: client }: JwtPayload, audiences: readonly string[]): string =>
  `The token was issued for ${quoted(aud ?? client)}, not for this API. Request a token for the audience ${audiences.join(' or ')}.`;

type Rule = readonly [kind: abstract new (...args: never[]) => Error, TokenRefusal['code'], message: string];

const RULES: readonly Rule[] = [
  [
    JwtParseError,
    'TOKEN_INVALID',
    'The token is not a JSON Web Token. Send an access token or ID token of the issuer, unchanged.',
  ],
  [JwtInvalidSignatureError, 'TOKEN_INVALID', 'The signature of the token is not valid.'],
  [JwtWithoutValidKidError, 'TOKEN_INVALID', 'The token does not name the key that signed it (kid).'],
  [
    KidNotFoundInJwksError,
    'TOKEN_INVALID',
    'The token is signed with a key that the issuer does not publish. Sign in again.',
  ],
  // The keys were read a moment ago, and did not include this one.
  [
    WaitPeriodNotYetEndedJwkError,
    'TOKEN_INVALID',
    'The token is signed with a key that the issuer does not publish. Sign in again.',
  ],
];

/** Errors that are problems of the issuer, not of a token. */
const KEY_ERRORS = [FetchError, JwkValidationError, JwksValidationError];

/** The refusal for an error; undefined if the error is not a problem of the token. */
function refusalOf(error: unknown, issuerUrl: string): TokenRefusal | undefined {
  if (error instanceof JwtExpiredError) {
    const message = `The token expired at ${time(error.failedAssertion.actual)}. Get a new one, and send the request again.`;
    return { code: 'TOKEN_EXPIRED', message };
  }
  if (error instanceof JwtNotBeforeError) {
    const message = `The token is not valid before ${time(error.failedAssertion.actual)}.`;
    return { code: 'TOKEN_INVALID', message };
  }
  if (error instanceof JwtInvalidIssuerError) {
    const message = `The token was issued by ${quoted(error.failedAssertion.actual)}; this API accepts tokens of ${issuerUrl}.`;
    return { code: 'TOKEN_INVALID', message };
  }
  for (const [kind, code, message] of RULES) if (error instanceof kind) return { code, message };
  const isOfKeys = KEY_ERRORS.some((kind) => error instanceof kind);
  return error instanceof JwtBaseError && !isOfKeys
    ? { code: 'TOKEN_INVALID', message: `The token is not accepted: ${error.message}.` }
    : undefined;
}

const refused = (code: TokenRefusal['code'], message: string): TokenCheck => ({ refusal: { code, message } });

const time = (seconds: unknown): string => new Date(Number(seconds) * 1000).toISOString();

const MAX_QUOTED = 80;

/** A value of the token, as JSON, which escapes control characters. */
const quoted = (value: unknown): string => {
  const [one, ...others] = [value].flat();
  return (JSON.stringify(others.length > 0 ? value : one) ?? 'nobody').slice(0, MAX_QUOTED);
};
