import type {
  OpenAPIObject,
  OperationObject,
  ParameterObject,
  PathItemObject,
  ReferenceObject,
} from 'openapi3-ts/oas30';
import { componentSchemas } from './component-schemas';
import { gatewayResponses } from './gateway-responses';
import { OPERATIONS } from './operations';
import { assertOrigins, preflight } from './preflight';

export interface OpenApiOptions {
  /** Name of the REST API. */
  readonly name: string;
  /** API Gateway's URI of the function: `arn:aws:apigateway:…:lambda:path/…/invocations`. */
  readonly invocationUri: string;
  /** Origins whose pages may call the API from a browser. Without any, the API has no preflight routes. */
  readonly allowedOrigins: readonly string[];
}

/** Milliseconds after which API Gateway stops waiting for the function: its default and upper limit. */
export const INTEGRATION_TIMEOUT_MS = 29_000;

/**
 * Bodies are validated by the function: API Gateway's message names neither the field nor the fix, and no template
 * can change that.
 */
const VALIDATOR = 'parameters';

const DESCRIPTION = `Photos in, previews out. Upload a photo with \`POST /uploads\` and a PUT, get its previews
with \`GET /images/{image_id}\`, and forget it with \`DELETE\`.

Every request is signed with AWS Signature Version 4, service \`execute-api\`.
Every error is \`{"error", "message", "request_id"}\`.`;

/**
 * The API as one OpenAPI 3.0.1 document, the version that API Gateway imports. It is the body of the REST API; the
 * local twin routes by it, and the documentation is generated from it.
 * @throws Error with an allowed origin that is not valid
 */
export function openApiDocument({ name, invocationUri, allowedOrigins }: OpenApiOptions): OpenAPIObject {
  assertOrigins(allowedOrigins);
  return {
    openapi: '3.0.1',
    info: {
      title: name,
      version: '1.0.0',
      description: DESCRIPTION,
      license: { name: 'Apache-2.0', url: 'https://www.apache.org/licenses/LICENSE-2.0' },
    },
    servers: [{ url: '/', description: 'The stage that this document is deployed to.' }],
    tags: [
      { name: 'images', description: 'The photos and their previews.' },
      { name: 'uploads', description: 'Uploads of photos.' },
      ...(allowedOrigins.length > 0
        ? [{ name: 'browsers', description: 'Preflight requests of browsers.' }]
        : []),
    ],
    security: [{ sigv4: [] }],
    paths: paths(invocationUri, allowedOrigins),
    components: {
      schemas: componentSchemas(),
      securitySchemes: {
        sigv4: {
          type: 'apiKey',
          name: 'Authorization',
          in: 'header',
          description: 'AWS Signature Version 4',
          'x-amazon-apigateway-authtype': 'awsSigv4',
        },
      },
    },
    'x-amazon-apigateway-request-validator': VALIDATOR,
    'x-amazon-apigateway-request-validators': {
      [VALIDATOR]: { validateRequestBody: false, validateRequestParameters: true },
    },
    'x-amazon-apigateway-gateway-responses': gatewayResponses(allowedOrigins),
  };
}

function paths(invocationUri: string, origins: readonly string[]): Record<string, PathItemObject> {
  return Object.fromEntries(
    Object.entries<Record<string, OperationObject>>(OPERATIONS).map(([path, operations]) => [
      path,
      { ...signedMethods(operations, invocationUri), ...preflightOf(path, operations, origins) },
    ]),
  );
}

const signedMethods = (operations: Record<string, OperationObject>, uri: string): PathItemObject =>
  Object.fromEntries(
    Object.entries(operations).map(([method, operation]) => [method, onGateway(operation, uri)]),
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

const onGateway = (operation: OperationObject, invocationUri: string): OperationObject => ({
  ...operation,
  security: [{ sigv4: [] }],
  'x-amazon-apigateway-auth': { type: 'AWS_IAM' },
  'x-amazon-apigateway-request-validator': VALIDATOR,
  'x-amazon-apigateway-integration': {
    type: 'aws_proxy',
    // Lambda is always invoked by POST, whatever the method of the route.
    httpMethod: 'POST',
    uri: invocationUri,
    passthroughBehavior: 'when_no_match',
    timeoutInMillis: INTEGRATION_TIMEOUT_MS,
  },
});
