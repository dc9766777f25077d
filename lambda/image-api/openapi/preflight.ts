import type { OperationObject, ParameterObject } from 'openapi3-ts/oas30';
import { TOO_MANY_REQUESTS } from './documented-responses';

/**
 * CORS as API Gateway does it without asking the function: the preflight of each path is a mock
 * integration, so nobody reaches our code unsigned.
 */

/** What a browser must send to sign a request with Signature Version 4. */
const REQUEST_HEADERS = [
  'Authorization',
  'Content-Type',
  'X-Amz-Content-Sha256',
  'X-Amz-Date',
  'X-Amz-Security-Token',
];
const PREFLIGHT_SECONDS = 3600;
/** An origin ends up between quotes in a template, so it must not carry any, nor a template's `$` or `#`. */
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
 * The one value that `Access-Control-Allow-Origin` can have whoever asks: `*`, or the only origin. With
 * several there is none, since the header must repeat the origin of the request.
 */
export function fixedOrigin(origins: readonly string[]): string | undefined {
  if (origins.includes('*')) return '*';
  return origins.length === 1 ? origins[0] : undefined;
}

/**
 * Repeats the request's origin if it is one of ours. This is the form that API Gateway's VTL offers; the
 * header must also be declared with a fixed value, which then no other origin can match.
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
    summary: 'Ask whether a browser may call',
    description: 'Answered by API Gateway itself for the origins that this environment allows.',
    tags: ['browsers'],
    parameters,
    // The only method that is not signed, since browsers send preflights without credentials.
    security: [],
    responses: {
      204: {
        description: 'What a browser may send, and from where.',
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
 * The header of answers that API Gateway gives by itself. Their templates cannot choose, so with several
 * origins they carry none: a browser then hides the reason of such an answer, and nothing is let through.
 */
export function gatewayResponseHeaders(origins: readonly string[]): Record<string, string> {
  const origin = fixedOrigin(origins);
  return origin ? { 'gatewayresponse.header.Access-Control-Allow-Origin': quoted(origin) } : {};
}
