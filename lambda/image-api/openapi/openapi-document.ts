import type {
  OpenAPIObject,
  OperationObject,
  ParameterObject,
  PathItemObject,
  ReferenceObject,
  SecuritySchemeObject,
} from 'openapi3-ts/oas30';
import { componentSchemas } from './component-schemas';
import { gatewayResponses } from './gateway-responses';
import { OPERATIONS } from './operations';
import { OWN_OPERATIONS } from './own-operations';
import { assertOrigins, preflight } from './preflight';

export interface OpenApiOptions {
  /** The name of the REST API. */
  readonly name: string;
  /** The invocation URI of the function: `arn:aws:apigateway:…:lambda:path/…/invocations`. */
  readonly invocationUri: string;
  /** Origins whose pages may call the API from a browser. If there are none, the API has no preflight routes. */
  readonly allowedOrigins: readonly string[];
  /** The invocation URI of the function that checks tokens. @default - no routes for people who are signed in */
  readonly authorizerUri?: string | undefined;
}

/** Milliseconds. The default and maximum of API Gateway (quotas of REST APIs, integration timeout). */
export const INTEGRATION_TIMEOUT_MS = 29_000;

/**
 * API Gateway validates only parameters. The function validates bodies, because the message of API Gateway names
 * neither the field nor the fix, and no template can change that.
 */
const VALIDATOR = 'parameters';

const DESCRIPTION = `Photos in, previews out. Upload a photo with \`POST /uploads\` and a PUT, get its previews
with \`GET /images/{image_id}\`, and forget it with \`DELETE\`.

Every request is signed with AWS Signature Version 4, service \`execute-api\`.
Every error is \`{"error", "message", "request_id"}\`.`;

const FOR_PEOPLE = `

The routes below \`/my\` are for people who are signed in: they take a bearer token of the issuer in
\`SIGN_IN_ISSUER\` instead of a signature.`;

/**
 * The API as an OpenAPI 3.0.1 document, the version that API Gateway imports. It is the body of the REST API. The twin
 * uses it for routing, and the documentation is generated from it.
 * @throws Error if an allowed origin is not valid
 */
export function openApiDocument(options: OpenApiOptions): OpenAPIObject {
  const { name, allowedOrigins, authorizerUri } = options;
  const hasSignIn = authorizerUri !== undefined;
  assertOrigins(allowedOrigins);
  return {
    openapi: '3.0.1',
    info: {
      title: name,
      version: '1.0.0',
      description: hasSignIn ? `${DESCRIPTION}${FOR_PEOPLE}` : DESCRIPTION,
      license: { name: 'Apache-2.0', url: 'https://www.apache.org/licenses/LICENSE-2.0' },
    },
    servers: [{ url: '/', description: 'The stage that this document is deployed to.' }],
    tags: [
      { name: 'images', description: 'The photos and their previews.' },
      { name: 'uploads', description: 'Uploads of photos.' },
      ...(hasSignIn ? [{ name: 'people', description: 'The same for people who are signed in.' }] : []),
      ...(allowedOrigins.length > 0
        ? [{ name: 'browsers', description: 'Preflight requests of browsers.' }]
        : []),
    ],
    security: [{ sigv4: [] }],
    paths: paths(options),
    components: {
      schemas: componentSchemas(hasSignIn),
      securitySchemes: {
        sigv4: {
          type: 'apiKey',
          name: 'Authorization',
          in: 'header',
          description: 'AWS Signature Version 4',
          'x-amazon-apigateway-authtype': 'awsSigv4',
        },
        ...(hasSignIn && { [SIGN_IN]: signIn(authorizerUri) }),
      },
    },
    'x-amazon-apigateway-request-validator': VALIDATOR,
    'x-amazon-apigateway-request-validators': {
      [VALIDATOR]: { validateRequestBody: false, validateRequestParameters: true },
    },
    'x-amazon-apigateway-gateway-responses': gatewayResponses(allowedOrigins, hasSignIn),
  };
}

type Operations = Record<string, Record<string, OperationObject>>;

function paths({
  invocationUri,
  allowedOrigins,
  authorizerUri,
}: OpenApiOptions): Record<string, PathItemObject> {
  const own: Operations = authorizerUri === undefined ? {} : OWN_OPERATIONS;
  const items = (all: Operations, authorization: object) =>
    Object.entries(all).map(([path, operations]) => [
      path,
      {
        ...integratedMethods(operations, invocationUri, authorization),
        ...preflightOf(path, operations, allowedOrigins),
      },
    ]);
  return Object.fromEntries([...items(OPERATIONS, SIGNED), ...items(own, WITH_TOKEN)]);
}

/** Authorization by Signature Version 4. */
const SIGNED = { security: [{ sigv4: [] }], 'x-amazon-apigateway-auth': { type: 'AWS_IAM' } };

const SIGN_IN = 'signIn';
/** Authorization by the token of a person. */
const WITH_TOKEN = { security: [{ [SIGN_IN]: [] }], 'x-amazon-apigateway-auth': { type: 'CUSTOM' } };

/**
 * The Lambda authorizer. Requests without a bearer token do not reach it. Its results are not cached, because an
 * expired token must not be accepted, and a check takes only milliseconds.
 */
const signIn = (authorizerUri: string): SecuritySchemeObject => ({
  type: 'apiKey',
  name: 'Authorization',
  in: 'header',
  description: 'A bearer token of the OpenID Connect issuer: `Authorization: Bearer TOKEN`.',
  'x-amazon-apigateway-authtype': 'custom',
  'x-amazon-apigateway-authorizer': {
    type: 'token',
    authorizerUri,
    identityValidationExpression: '^[Bb]earer +[^ ]+$',
    authorizerResultTtlInSeconds: 0,
  },
});

const integratedMethods = (
  operations: Record<string, OperationObject>,
  uri: string,
  authorization: object,
): PathItemObject =>
  Object.fromEntries(
    Object.entries(operations).map(([method, operation]) => [
      method,
      onGateway(operation, uri, authorization),
    ]),
  );

function preflightOf(
  path: string,
  operations: Record<string, OperationObject>,
  origins: readonly string[],
): PathItemObject {
  if (origins.length === 0) return {};
  const parameters = Object.values(operations)[0]?.parameters?.filter(isInPath) ?? [];
  return { options: preflight({ path, parameters, methods: Object.keys(operations), origins }) };
}

const isInPath = (parameter: ParameterObject | ReferenceObject): parameter is ParameterObject =>
  'in' in parameter && parameter.in === 'path';

const onGateway = (
  operation: OperationObject,
  invocationUri: string,
  authorization: object,
): OperationObject => ({
  ...operation,
  ...authorization,
  'x-amazon-apigateway-request-validator': VALIDATOR,
  'x-amazon-apigateway-integration': {
    type: 'aws_proxy',
    // The Lambda API is called with POST, whatever the method of the route.
    httpMethod: 'POST',
    uri: invocationUri,
    passthroughBehavior: 'when_no_match',
    timeoutInMillis: INTEGRATION_TIMEOUT_MS,
  },
});
