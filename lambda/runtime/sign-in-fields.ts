import * as z from 'zod/mini';
import { isPrivateTransport } from '../domain/loopback';
import { listOf } from './setting-fields';

function isIssuer(text: string): boolean {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || url.search || url.hash || url.username || url.password) return false;
  return isPrivateTransport(url);
}

/** The issuer. It must be identical to `iss` in the tokens (OpenID Connect Core 1.0, section 3.1.3.7). */
export const signInIssuer = z
  .string()
  .check(
    z.refine(
      isIssuer,
      'must be the address of an OpenID Connect issuer, such as https://example.eu.auth0.com/, without a query',
    ),
  );

const AUDIENCE = /^[\x21-\x2B\x2D-\x7E]{1,256}$/;

function parseAudiences(text: string, context: z.core.ParsePayload): string[] {
  const audiences = listOf(text);
  if (audiences.every((audience) => AUDIENCE.test(audience))) return audiences;
  context.issues.push({
    code: 'custom',
    input: text,
    message: 'must be client ids or API identifiers, as the tokens name them in aud, separated by commas',
  });
  return z.NEVER;
}

export const signInAudiences = z.pipe(z.string(), z.transform(parseAudiences));
