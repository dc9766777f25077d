import type { OperationObject, ParameterObject } from 'openapi3-ts/oas30';
import { TOO_MANY_REQUESTS } from './documented-responses';

/**
 * CORS that API Gateway handles without the function. The preflight of each path is a mock integration, so no unsigned
 * request reaches the function.
 */

/** The headers that the AWS SDKs, Amplify and the CloudWatch RUM client send and that need a preflight. */
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
/** A template contains the origin in quotes, so it must not contain quotes or the characters `$` and `#`. */
const ORIGIN = /^(\*|[a-z][a-z0-9+.-]*:\/\/[^\s'"$#\\/{}]+)$/i;

/** @throws Error if an origin is neither `*` nor a scheme and a host */
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
 * The value of `Access-Control-Allow-Origin` if it is the same for every request: `*`, or the only origin. Undefined
 * for several origins, because the header must then repeat the origin of the request.
 */
export function fixedOrigin(origins: readonly string[]): string | undefined {
  if (origins.includes('*')) return '*';
  return origins.length === 1 ? origins[0] : undefined;
}

/**
 * Returns the origin of the request if it is allowed. VTL of API Gateway can only override a header that is declared,
 * so it also has a fixed value, the first origin, which does not match other origins.
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

/** The `OPTIONS` operation of one path. */
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
    // The only method that needs no signature, because browsers send preflights without credentials.
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
 * The headers of responses that API Gateway creates without the function. Their templates cannot choose an origin. With
 * several origins there is no header, and browsers hide the bodies of these responses from the page.
 */
export function gatewayResponseHeaders(origins: readonly string[]): Record<string, string> {
  const origin = fixedOrigin(origins);
  return origin ? { 'gatewayresponse.header.Access-Control-Allow-Origin': quoted(origin) } : {};
}
