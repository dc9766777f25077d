import { z } from 'zod';
import type { AppliedPlan, AppliedResource } from '../applied-plan';
import { UnsupportedDeclarationError } from '../unsupported';
import {
  type CachePolicy,
  type ResponseHeadersPolicy,
  readCachePolicies,
  readHeadersPolicies,
} from './cloudfront-policies';
import { block, declarationSchema, readAttributes, readDeclarations } from './declaration';

/** A public key that verifies the signatures of viewers. */
export interface TrustedKey {
  readonly id: string;
  /** PEM. */
  readonly publicKey: string;
}

/** The events for which a distribution calls a function. */
export type EdgeEvent = 'viewer-request' | 'viewer-response';

/** A CloudFront distribution with one origin, a bucket. */
export interface DistributionDeclaration {
  readonly id: string;
  /** The name that people and commands use. */
  readonly comment: string;
  readonly arn: string;
  readonly domainName: string;
  readonly aliases: readonly string[];
  /** The name of the bucket that it reads. */
  readonly bucket: string;
  /** The key of the object at `/`, without a slash. */
  readonly defaultRootObject?: string;
  readonly cachePolicy: CachePolicy;
  readonly headersPolicy: ResponseHeadersPolicy;
  /** The code of its functions, by event. */
  readonly functions: Partial<Readonly<Record<EdgeEvent, string>>>;
  /** Viewers need a signature by one of these keys. Empty if previews are public. */
  readonly trustedKeys: readonly TrustedKey[];
}

const RUNTIME = 'cloudfront-js-2.0';
const BUCKET_DOMAIN = /^(?<bucket>[a-z0-9.-]+)\.s3\.[a-z0-9-]+\.amazonaws\.com$/;

const edgeFunction = declarationSchema(
  { name: z.string(), runtime: z.literal(RUNTIME, `only ${RUNTIME} is supported`), code: z.string() },
  { comment: 'for people', publish: 'there is one stage' },
);

const publicKey = declarationSchema({ name: z.string(), encoded_key: z.string() }, { comment: 'for people' });
const keyGroup = declarationSchema(
  { name: z.string(), items: z.array(z.string()) },
  { comment: 'for people' },
);
const accessControl = declarationSchema({
  name: z.string(),
  origin_access_control_origin_type: z.literal('s3', 'only s3 is supported'),
  signing_behavior: z.literal('always', 'only always is supported'),
  signing_protocol: z.literal('sigv4'),
});

const behavior = z.strictObject({
  target_origin_id: z.string(),
  viewer_protocol_policy: z.string(),
  allowed_methods: z.array(z.enum(['GET', 'HEAD'], 'only GET and HEAD are supported')),
  cached_methods: z.array(z.string()),
  compress: z.literal(false, 'only false is supported'),
  cache_policy_id: z.string(),
  response_headers_policy_id: z.string(),
  function_association: z
    .array(
      z.strictObject({ event_type: z.enum(['viewer-request', 'viewer-response']), function_arn: z.string() }),
    )
    .default([]),
  trusted_key_groups: z.array(z.string()).default([]),
});

const distribution = declarationSchema(
  {
    enabled: z.literal(true, 'only true is supported'),
    comment: z.string().default(''),
    aliases: z.array(z.string()).default([]),
    default_root_object: z.string().optional(),
    origin: z.tuple([
      z.strictObject({
        origin_id: z.string(),
        domain_name: z
          .string()
          .regex(BUCKET_DOMAIN, 'only buckets are supported: NAME.s3.REGION.amazonaws.com'),
        origin_access_control_id: z.string(),
      }),
    ]),
    default_cache_behavior: block(behavior),
  },
  {
    http_version: 'the edge uses HTTP/1.1',
    is_ipv6_enabled: 'there is one address',
    price_class: 'there is one place',
    restrictions: 'there is one country',
    viewer_certificate: 'nothing is encrypted on loopback',
  },
);

/**
 * Reads the distribution, if there is one.
 * @throws UnsupportedDeclarationError with all that the edge does not support
 */
export function readDistributions(plan: AppliedPlan): DistributionDeclaration[] {
  const parts = {
    cachePolicies: readCachePolicies(plan),
    headersPolicies: readHeadersPolicies(plan),
    codes: new Map(
      readDeclarations(plan, 'aws_cloudfront_function', edgeFunction, ({ code }, resource) => [
        resource.computed('arn'),
        code,
      ]),
    ),
    keysOfGroups: readKeyGroups(plan),
  };
  readAttributes(plan, 'aws_cloudfront_origin_access_control', accessControl);
  const read = readDeclarations(plan, 'aws_cloudfront_distribution', distribution, (one, resource) =>
    declarationOf(one, resource, parts),
  );
  if (read.length <= 1) return read;
  throw new UnsupportedDeclarationError([`${read.length} CloudFront distributions: only one is supported`]);
}

interface Parts {
  readonly cachePolicies: ReadonlyMap<string, CachePolicy>;
  readonly headersPolicies: ReadonlyMap<string, ResponseHeadersPolicy>;
  readonly codes: ReadonlyMap<string, string>;
  readonly keysOfGroups: ReadonlyMap<string, readonly TrustedKey[]>;
}

function declarationOf(
  read: z.output<typeof distribution>,
  resource: AppliedResource,
  parts: Parts,
): DistributionDeclaration {
  const { default_cache_behavior: caching, default_root_object: defaultRootObject, origin } = read;
  const named = <Value>(map: ReadonlyMap<string, Value>, name: string): Value => {
    const value = map.get(name);
    if (value === undefined) {
      throw new UnsupportedDeclarationError([`${resource.address}: ${name} is not declared in these stacks`]);
    }
    return value;
  };
  return {
    id: resource.computed('id'),
    comment: read.comment,
    arn: resource.computed('arn'),
    domainName: resource.computed('domain_name'),
    aliases: read.aliases,
    bucket: BUCKET_DOMAIN.exec(origin[0].domain_name)?.groups?.bucket ?? '',
    ...(defaultRootObject !== undefined && { defaultRootObject }),
    cachePolicy: named(parts.cachePolicies, caching.cache_policy_id),
    headersPolicy: named(parts.headersPolicies, caching.response_headers_policy_id),
    functions: Object.fromEntries(
      caching.function_association.map(({ event_type, function_arn }) => [
        event_type,
        named(parts.codes, function_arn),
      ]),
    ),
    trustedKeys: caching.trusted_key_groups.flatMap((group) => named(parts.keysOfGroups, group)),
  };
}

function readKeyGroups(plan: AppliedPlan): ReadonlyMap<string, readonly TrustedKey[]> {
  const keys = readDeclarations(plan, 'aws_cloudfront_public_key', publicKey, (read, resource) => ({
    id: resource.computed('id'),
    publicKey: read.encoded_key,
  }));
  return new Map(
    readDeclarations(plan, 'aws_cloudfront_key_group', keyGroup, ({ items }, resource) => [
      resource.computed('id'),
      keys.filter(({ id }) => items.includes(id)),
    ]),
  );
}
