import { createVerify } from 'node:crypto';
import { z } from 'zod';
import type { TrustedKey } from '../../plan/topology/distributions';
import { wildcard } from '../foundation/wildcard';
import type { ViewerRequest } from './viewer-request';

/** The parameters of a signed URL, which are also the names of signed cookies after `CloudFront-`. */
const PARAMETERS = ['Expires', 'Policy', 'Signature', 'Key-Pair-Id'] as const;
const COOKIE_PREFIX = 'CloudFront-';

type Credentials = Partial<Record<(typeof PARAMETERS)[number], string>>;

const policySchema = z.strictObject({
  Statement: z.tuple([
    z.strictObject({
      Resource: z.string(),
      Condition: z.strictObject({
        DateLessThan: z.strictObject({ 'AWS:EpochTime': z.number() }),
        DateGreaterThan: z.strictObject({ 'AWS:EpochTime': z.number() }).optional(),
      }),
    }),
  ]),
});

/**
 * CloudFront's reason for refusing a request; undefined if its URL or its cookies are signed by a trusted key. Source:
 * Amazon CloudFront Developer Guide, "Use signed URLs" and "Use signed cookies".
 * @param origin scheme and host that the viewer used
 * @param now epoch milliseconds
 */
export function signatureProblem(
  request: ViewerRequest,
  trustedKeys: readonly TrustedKey[],
  origin: string,
  now: number,
): string | undefined {
  const inUrl = credentialsInUrl(request);
  const given = inUrl.Signature === undefined ? credentialsInCookies(request) : inUrl;
  const key = trustedKeys.find(({ id }) => id === given['Key-Pair-Id']);
  if (!given.Signature || !given['Key-Pair-Id']) return 'Missing Key-Pair-Id query parameter or cookie value';
  if (!key) return 'Unknown Key';
  const resource = `${origin}${request.uri}${queryWithoutCredentials(request)}`;
  const policy = given.Policy === undefined ? cannedPolicy(resource, given.Expires) : unwrapped(given.Policy);
  const isGenuine = createVerify('RSA-SHA1')
    .update(policy)
    .verify(key.publicKey, Buffer.from(toBase64(given.Signature), 'base64'));
  return isGenuine && admits(policy, resource, now) ? undefined : 'Access denied';
}

function admits(policy: string, resource: string, now: number): boolean {
  const parsed = policySchema.safeParse(JSON.parse(policy));
  if (!parsed.success) return false;
  const [{ Resource, Condition }] = parsed.data.Statement;
  const seconds = now / 1000;
  return (
    wildcard(Resource).test(resource) &&
    seconds < Condition.DateLessThan['AWS:EpochTime'] &&
    seconds > (Condition.DateGreaterThan?.['AWS:EpochTime'] ?? 0)
  );
}

const cannedPolicy = (resource: string, expires = ''): string =>
  `{"Statement":[{"Resource":"${resource}","Condition":{"DateLessThan":{"AWS:EpochTime":${Number(expires)}}}}]}`;

const unwrapped = (policy: string): string => Buffer.from(toBase64(policy), 'base64').toString('utf8');

/** CloudFront replaces the base64 characters that have a meaning in URLs. */
const toBase64 = (text: string): string =>
  text.replaceAll('-', '+').replaceAll('_', '=').replaceAll('~', '/');

function credentialsInUrl({ query }: ViewerRequest): Credentials {
  const parameters = new URLSearchParams(query);
  return Object.fromEntries(
    PARAMETERS.flatMap((name) => (parameters.has(name) ? [[name, parameters.get(name) ?? '']] : [])),
  );
}

function credentialsInCookies({ headers }: ViewerRequest): Credentials {
  const cookies = new Map(
    (headers.cookie ?? [])
      .flatMap((line) => line.split(';'))
      .map((pair) => {
        const [name = '', ...value] = pair.split('=');
        return [name.trim(), value.join('=').trim()] as const;
      }),
  );
  return Object.fromEntries(
    PARAMETERS.flatMap((name) => {
      const value = cookies.get(`${COOKIE_PREFIX}${name}`);
      return value === undefined ? [] : [[name, value]];
    }),
  );
}

function queryWithoutCredentials({ query }: ViewerRequest): string {
  const others = query
    .split('&')
    .filter((pair) => pair !== '' && !PARAMETERS.some((name) => pair.split('=')[0] === name));
  return others.length > 0 ? `?${others.join('&')}` : '';
}
