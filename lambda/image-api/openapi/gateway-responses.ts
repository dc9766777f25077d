import type { ErrorCode } from '../error-codes';
import { gatewayResponseHeaders } from './preflight';

interface GatewayResponse {
  readonly statusCode?: string;
  readonly responseParameters: Readonly<Record<string, string>>;
  readonly responseTemplates: Readonly<Record<string, string>>;
}

/**
 * Templates of gateway responses can only substitute variables. `$context.error.messageString` includes quotes;
 * `$context.error.validationErrorString` is escaped, but has no quotes.
 */
const WHY_INVALID =
  '"The request does not match the schema of this route: $context.error.validationErrorString"';

const quote = (message: string): string => JSON.stringify(message);

const SIGN = quote('Sign the request with AWS Signature Version 4, as a principal that may call this API.');
const WRONG_SIGNATURE = quote(
  'The signature is not valid or has expired. Check the credentials, the region, the service name execute-api and the clock.',
);
const SLOW_DOWN = quote('Too many requests. Try again in a moment.');
const TOOK_TOO_LONG = quote('The response takes too long. Try again in a moment.');
const INTERNAL = quote('An internal error occurred. Try again.');

/**
 * The responses that API Gateway returns without calling the function, by type: status, error code, and the message as
 * JSON for the template. The default types keep the status of API Gateway.
 */
const RESPONSES: Readonly<Record<string, readonly [status: number | undefined, ErrorCode, string]>> = {
  BAD_REQUEST_BODY: [400, 'INVALID_REQUEST', WHY_INVALID],
  BAD_REQUEST_PARAMETERS: [400, 'INVALID_REQUEST', WHY_INVALID],
  // API Gateway also returns this for an unknown path.
  MISSING_AUTHENTICATION_TOKEN: [403, 'ACCESS_DENIED', SIGN],
  UNAUTHORIZED: [403, 'ACCESS_DENIED', SIGN],
  ACCESS_DENIED: [403, 'ACCESS_DENIED', SIGN],
  INVALID_SIGNATURE: [403, 'ACCESS_DENIED', WRONG_SIGNATURE],
  EXPIRED_TOKEN: [403, 'ACCESS_DENIED', WRONG_SIGNATURE],
  RESOURCE_NOT_FOUND: [404, 'ROUTE_NOT_FOUND', quote('There is no such route.')],
  REQUEST_TOO_LARGE: [413, 'INVALID_REQUEST', quote('The request is larger than any route accepts.')],
  THROTTLED: [429, 'TOO_MANY_REQUESTS', SLOW_DOWN],
  QUOTA_EXCEEDED: [429, 'TOO_MANY_REQUESTS', SLOW_DOWN],
  INTEGRATION_FAILURE: [504, 'TIMED_OUT', TOOK_TOO_LONG],
  INTEGRATION_TIMEOUT: [504, 'TIMED_OUT', TOOK_TOO_LONG],
  DEFAULT_4XX: [undefined, 'INVALID_REQUEST', '$context.error.messageString'],
  DEFAULT_5XX: [undefined, 'INTERNAL_ERROR', INTERNAL],
};

const SIGN_IN = quote(
  'Sign in, and send the token of the person with the request: Authorization: Bearer TOKEN',
);
const ISSUER_DOWN = quote('The issuer of the token cannot be asked for its keys. Try again in a moment.');

/** Used if there are routes for people who are signed in. Only these routes have an authorizer. */
const SIGN_IN_RESPONSES: typeof RESPONSES = {
  // The header is missing, or has no bearer token.
  UNAUTHORIZED: [401, 'NOT_SIGNED_IN', SIGN_IN],
  AUTHORIZER_FAILURE: [503, 'SERVICE_UNAVAILABLE', ISSUER_DOWN],
};

/** `x-amazon-apigateway-gateway-responses`: gives errors of API Gateway the same shape as those of the function. */
export function gatewayResponses(
  origins: readonly string[],
  hasSignIn = false,
): Record<string, GatewayResponse> {
  const responseParameters = gatewayResponseHeaders(origins);
  return Object.fromEntries(
    Object.entries({ ...RESPONSES, ...(hasSignIn && SIGN_IN_RESPONSES) }).map(
      ([type, [status, error, message]]) => [
        type,
        {
          ...(status && { statusCode: String(status) }),
          responseParameters,
          responseTemplates: {
            'application/json': `{"error": "${error}", "message": ${message}, "request_id": "$context.requestId"}`,
          },
        },
      ],
    ),
  );
}
