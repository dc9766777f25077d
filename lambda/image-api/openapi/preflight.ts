import type { OperationObject, ParameterObject } from 'openapi3-ts/oas30';
import { TOO_MANY_REQUESTS } from './documented-responses';

/**
 * CORS that API Gateway handles without the function: the preflight of each path is a mock integration, so that
 * no unsigned request reaches the function.
 */

/** Headers of requests by the AWS SDKs, Amplify and the CloudWatch RUM client, besides those that need no preflight. */
const REQUEST_HEADERS = [
  'Amz-Sdk-Invocation-Id',
  'Amz-Sdk-Request',
  'Authorization',
  'Content-Type',
  'X-Amz-Content-Sha256',
  'X-Amz-Date',
  'X-Amz-Security-Token',
  'X-Amz-User-Agent',
  'X-Amzn-Trace-Id',
];
const PREFLIGHT_SECONDS = 3600;
/** An origin is quoted in a template, so it must not hold quotes, nor the template's `$` and `#`. */
const ORIGIN = /^(\*|[a-z][a-z0-9+.-]*:\/\/[^\s'"$#\\/{}]+)$/i;

/** @throws Error naming an origin that is neither `*` nor a scheme and a host */
export function assertOrigins(origins: readonly string[]): void {
  for (const origin of origins) {
    if (!ORIGIN.test(origin)) {
      throw new Error(
        `Expected an allowed origin like https://photos.example.com, or *, but received "${origin}". Give scheme, host and port alone, without a path.`,
      );
    }
  }
}

const quoted = (value: string): string => `'${value}'`;

/**
 * The value of `Access-Control-Allow-Origin` when it is the same for every request: `*`, or the only origin. With
 * several origins there is none, since the header must repeat the origin of the request.
 */
export function fixedOrigin(origins: readonly string[]): string | undefined {
  if (origins.includes('*')) return '*';
  return origins.length === 1 ? origins[0] : undefined;
}

/**
 * Repeats the request's origin if it is allowed. API Gateway's VTL offers this form only; the header must also be
 * declared with a fixed value, which no other origin matches.
 */
function matchingOriginTemplate(origins: readonly string[]): string {
  const isOurs = origins.map((origin) => `$origin == "${origin}"`).join(' || ');
  return [
    '#set($origin = $input.params().header.get("Origin"))',
    '#if(!$origin || $origin == "")#set($origin = $input.params().header.get("origin"))#end',
    `#if(${isOurs})#set($context.responseOverride.header.Access-Control-Allow-Origin = $origin)#end`,
  ].join('\n');
}

interface PreflightOptions {
  readonly path: string;
  /** Parameters in the path. */
  readonly parameters: ParameterObject[];
  readonly methods: readonly string[];
  readonly origins: readonly string[];
}

const capitalised = (path: string): string =>
  path.replaceAll(/[^A-Za-z]+(.?)/g, (_, letter: string) => letter.toUpperCase());

/** `OPTIONS` of one path. */
export function preflight({ path, parameters, methods, origins }: PreflightOptions): OperationObject {
  const headers: Record<string, string> = {
    'Access-Control-Allow-Headers': REQUEST_HEADERS.join(','),
    'Access-Control-Allow-Methods': methods.map((method) => method.toUpperCase()).join(','),
    'Access-Control-Allow-Origin': fixedOrigin(origins) ?? origins[0] ?? '',
    'Access-Control-Max-Age': String(PREFLIGHT_SECONDS),
    Vary: 'Origin',
  };
  return {
    operationId: `preflight${capitalised(path)}`,
    summary: 'Preflight request of a browser',
    description: 'API Gateway responds, for the origins that this environment allows.',
    tags: ['browsers'],
    parameters,
    // The only method that is not signed, since browsers send preflights without credentials.
    security: [],
    responses: {
      204: {
        description: 'The methods, headers and origins that are allowed.',
        headers: Object.fromEntries(
          Object.keys(headers).map((name) => [name, { schema: { type: 'string' } }]),
        ),
      },
      ...TOO_MANY_REQUESTS,
    },
    'x-amazon-apigateway-auth': { type: 'NONE' },
    'x-amazon-apigateway-integration': mockIntegration(headers, origins),
  };
}

function mockIntegration(headers: Readonly<Record<string, string>>, origins: readonly string[]) {
  const responseParameters = Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [`method.response.header.${name}`, quoted(value)]),
  );
  const template = fixedOrigin(origins) ? undefined : matchingOriginTemplate(origins);
  return {
    type: 'mock',
    passthroughBehavior: 'when_no_match',
    requestTemplates: { 'application/json': '{"statusCode": 204}' },
    responses: {
      default: {
        statusCode: '204',
        responseParameters,
        ...(template && { responseTemplates: { 'application/json': template } }),
      },
    },
  };
}

/**
 * The header of responses that API Gateway makes by itself. Their templates cannot choose an origin, so with
 * several origins they have none: a browser then hides the body of such a response, and allows nothing more.
 */
export function gatewayResponseHeaders(origins: readonly string[]): Record<string, string> {
  const origin = fixedOrigin(origins);
  return origin ? { 'gatewayresponse.header.Access-Control-Allow-Origin': quoted(origin) } : {};
}
