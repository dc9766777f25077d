import { createHash, createHmac } from 'node:crypto';
import { S3Error } from '../errors';
import type { S3Request } from '../s3-request';
import { uriEncode } from '../uri-encode';
import { compareSignatures, refuseExpired, type SecretLookup, secretFor } from './signature';

const ALGORITHM = 'AWS4-HMAC-SHA256';
/** Seven days, in seconds. */
const MAX_EXPIRY = 604_800;
/** The time by which a client's clock may be ahead, in milliseconds. */
const MAX_CLOCK_SKEW = 15 * 60 * 1000;
const CREDENTIAL = /^(.+)\/(\d{8})\/([^/]+)\/([^/]+)\/aws4_request$/;
const AMZ_DATE = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/;

interface PresignedParameters {
  readonly accessKeyId: string;
  /** `date/region/service/aws4_request` */
  readonly scope: string;
  readonly amzDate: string;
  /** Epoch milliseconds. */
  readonly signedAt: number;
  /** Seconds. */
  readonly expiresIn: number;
  readonly signedHeaders: readonly string[];
  readonly signature: string;
}

/**
 * Verifies a presigned URL with signature version 4. The URL is valid only for the signed method, path, query and
 * header values. Source: S3 API Reference, "Authenticating requests: using query parameters".
 */
export function verifySigV4(request: S3Request, secretOf: SecretLookup, now: number): void {
  const parameters = parametersOf(request);
  const { accessKeyId, signedAt, expiresIn, signedHeaders, signature } = parameters;
  const secret = secretFor(accessKeyId, secretOf);
  if (signedAt - now > MAX_CLOCK_SKEW) {
    throw new S3Error('AccessDenied', { message: 'Request is not valid yet' });
  }
  refuseExpired(signedAt + expiresIn * 1000, now, { 'X-Amz-Expires': String(expiresIn) });
  refuseUnsignedHeaders(request, signedHeaders);
  const canonical = canonicalRequest(request, signedHeaders);
  const stringToSign = [ALGORITHM, parameters.amzDate, parameters.scope, sha256(canonical)].join('\n');
  const expected = hmac(signingKey(secret, parameters.scope), stringToSign).toString('hex');
  compareSignatures(signature, expected, {
    AWSAccessKeyId: accessKeyId,
    StringToSign: stringToSign,
    CanonicalRequest: canonical,
  });
}

function parametersOf({ query }: S3Request): PresignedParameters {
  const credential = CREDENTIAL.exec(query.get('X-Amz-Credential') ?? '');
  const amzDate = query.get('X-Amz-Date') ?? '';
  const date = AMZ_DATE.exec(amzDate)?.slice(1).map(Number);
  const expires = query.get('X-Amz-Expires') ?? '';
  const signature = query.get('X-Amz-Signature');
  const signedHeaders = query.get('X-Amz-SignedHeaders');
  if (query.get('X-Amz-Algorithm') !== ALGORITHM)
    throw unusable(`X-Amz-Algorithm only supports "${ALGORITHM}"`);
  if (!credential?.[1]) {
    throw unusable('X-Amz-Credential must be <access key>/<date>/<region>/<service>/aws4_request');
  }
  if (!date) throw unusable("X-Amz-Date must be in the ISO8601 Long Format \"yyyyMMdd'T'HHmmss'Z'\"");
  if (!/^\d+$/.test(expires) || Number(expires) < 1 || Number(expires) > MAX_EXPIRY) {
    throw unusable(`X-Amz-Expires must be from 1 to ${MAX_EXPIRY} seconds`);
  }
  if (!signature || !signedHeaders) {
    throw unusable(
      'Query-string authentication requires the X-Amz-Signature and X-Amz-SignedHeaders parameters',
    );
  }
  const [year = 0, month = 1, ...rest] = date;
  return {
    accessKeyId: credential[1],
    scope: [...credential.slice(2), 'aws4_request'].join('/'),
    amzDate,
    signedAt: Date.UTC(year, month - 1, ...rest),
    expiresIn: Number(expires),
    signedHeaders: signedHeaders.split(';'),
    signature,
  };
}

const unusable = (message: string): S3Error => new S3Error('AuthorizationQueryParametersError', { message });

/** The holder of a URL must not add S3's headers to the request. */
function refuseUnsignedHeaders({ incoming }: S3Request, signedHeaders: readonly string[]): void {
  const unsigned = Object.keys(incoming.headers).filter(
    (name) => name.startsWith('x-amz-') && !signedHeaders.includes(name),
  );
  if (unsigned.length === 0) return;
  throw new S3Error('AccessDenied', {
    message: 'There were headers present in the request which were not signed',
    details: { HeadersNotSigned: unsigned.join(', ') },
  });
}

function canonicalRequest(request: S3Request, signedHeaders: readonly string[]): string {
  const headers = signedHeaders.map((name) => {
    const value = request.header(name) ?? '';
    return `${name}:${value.trim().replaceAll(/ +/g, ' ')}\n`;
  });
  return [
    request.method,
    uriEncode(decodeURIComponent(request.rawPath), { keepSlashes: true }),
    canonicalQuery(request.query),
    headers.join(''),
    signedHeaders.join(';'),
    request.query.get('X-Amz-Content-Sha256') ?? request.header('x-amz-content-sha256') ?? 'UNSIGNED-PAYLOAD',
  ].join('\n');
}

function canonicalQuery(query: URLSearchParams): string {
  return [...query]
    .filter(([name]) => name !== 'X-Amz-Signature')
    .map(([name, value]) => `${uriEncode(name)}=${uriEncode(value)}`)
    .sort()
    .join('&');
}

const signingKey = (secret: string, scope: string): Buffer =>
  scope.split('/').reduce<Buffer>((key, part) => hmac(key, part), Buffer.from(`AWS4${secret}`));

const hmac = (key: Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest();

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
