import { z } from 'zod';
import type { AppliedPlan } from '../applied-plan';
import { block, declarationSchema, readDeclarations } from './declaration';

/** How long responses are cached, in seconds. The cache key is the path alone. */
export interface CachePolicy {
  readonly minTtl: number;
  readonly defaultTtl: number;
  readonly maxTtl: number;
}

/** The headers that a distribution adds to its responses. */
export interface ResponseHeadersPolicy {
  /** Headers by name in lower case. They replace those of the origin. */
  readonly headers: Readonly<Record<string, string>>;
  /** Absent without CORS. */
  readonly cors?: CorsHeaders;
}

export interface CorsHeaders {
  /** Origins, or `*`. */
  readonly origins: readonly string[];
}

const none = z.literal('none', 'only none is supported: the path alone is the cache key');
const off = z.literal(false, 'only false is supported: the path alone is the cache key');

const cachePolicy = declarationSchema(
  {
    name: z.string(),
    min_ttl: z.number(),
    default_ttl: z.number(),
    max_ttl: z.number(),
    parameters_in_cache_key_and_forwarded_to_origin: block(
      z.strictObject({
        cookies_config: block(z.strictObject({ cookie_behavior: none })),
        headers_config: block(z.strictObject({ header_behavior: none })),
        query_strings_config: block(z.strictObject({ query_string_behavior: none })),
        enable_accept_encoding_brotli: off,
        enable_accept_encoding_gzip: off,
      }),
    ),
  },
  { comment: 'for people' },
);

/** The cache policies by id. */
export const readCachePolicies = (plan: AppliedPlan): ReadonlyMap<string, CachePolicy> =>
  new Map(
    readDeclarations(plan, 'aws_cloudfront_cache_policy', cachePolicy, (read, resource) => [
      resource.computed('id'),
      { minTtl: read.min_ttl, defaultTtl: read.default_ttl, maxTtl: read.max_ttl },
    ]),
  );

const override = z.literal(true, 'only true is supported');
const items = block(z.strictObject({ items: z.array(z.string()) }));

const headersPolicy = declarationSchema(
  {
    name: z.string(),
    custom_headers_config: block(
      z.strictObject({
        items: z.array(z.strictObject({ header: z.string(), value: z.string(), override })),
      }),
    ).optional(),
    security_headers_config: block(
      z.strictObject({
        content_type_options: block(z.strictObject({ override })).optional(),
        content_security_policy: block(
          z.strictObject({ content_security_policy: z.string(), override }),
        ).optional(),
        strict_transport_security: block(
          z.strictObject({ access_control_max_age_sec: z.number(), override }),
        ).optional(),
      }),
    ).optional(),
    cors_config: block(
      z.strictObject({
        access_control_allow_credentials: z.literal(false, 'only false is supported'),
        access_control_allow_headers: items,
        access_control_allow_methods: items,
        access_control_allow_origins: items,
        access_control_max_age_sec: z.number().optional(),
        origin_override: override,
      }),
    ).optional(),
  },
  { comment: 'for people' },
);

/** The response headers policies by id. */
export const readHeadersPolicies = (plan: AppliedPlan): ReadonlyMap<string, ResponseHeadersPolicy> =>
  new Map(
    readDeclarations(plan, 'aws_cloudfront_response_headers_policy', headersPolicy, (read, resource) => [
      resource.computed('id'),
      {
        headers: headersOf(read),
        ...(read.cors_config && {
          cors: { origins: read.cors_config.access_control_allow_origins.items },
        }),
      },
    ]),
  );

function headersOf({
  custom_headers_config: custom,
  security_headers_config: security,
}: z.output<typeof headersPolicy>): Record<string, string> {
  const csp = security?.content_security_policy?.content_security_policy;
  const hsts = security?.strict_transport_security?.access_control_max_age_sec;
  return {
    ...Object.fromEntries((custom?.items ?? []).map(({ header, value }) => [header.toLowerCase(), value])),
    ...(security?.content_type_options && { 'x-content-type-options': 'nosniff' }),
    ...(csp !== undefined && { 'content-security-policy': csp }),
    ...(hsts !== undefined && { 'strict-transport-security': `max-age=${hsts}` }),
  };
}
