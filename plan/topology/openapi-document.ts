import { z } from 'zod';

/** The parts of the OpenAPI document of the REST API that API Gateway uses. */

const parameter = z.looseObject({
  name: z.string(),
  in: z.enum(['path', 'query', 'header']),
  required: z.boolean().default(false),
});

const lambdaProxy = z.looseObject({
  type: z.literal('aws_proxy'),
  uri: z.string(),
  /** Milliseconds. The default is that of API Gateway. */
  timeoutInMillis: z.number().default(29_000),
});

const mock = z.looseObject({
  type: z.literal('mock'),
  requestTemplates: z.object({ 'application/json': z.string() }),
  responses: z.object({
    default: z.strictObject({
      statusCode: z.coerce.number(),
      responseParameters: z.record(z.string(), z.string()).default({}),
      responseTemplates: z.object({ 'application/json': z.string() }).optional(),
    }),
  }),
});

const operation = z.looseObject({
  parameters: z.array(parameter).default([]),
  requestBody: z
    .looseObject({
      required: z.boolean().default(false),
      content: z.record(z.string(), z.looseObject({ schema: z.record(z.string(), z.unknown()) })),
    })
    .optional(),
  security: z.array(z.record(z.string(), z.array(z.string()))).default([]),
  'x-amazon-apigateway-request-validator': z.string().optional(),
  'x-amazon-apigateway-integration': z.discriminatedUnion('type', [lambdaProxy, mock]),
});

/** The supported security schemes: signatures, and one kind of Lambda authorizer. */
const tokenAuthorizer = z.strictObject({
  type: z.literal('token', 'only authorizers of type token are supported'),
  authorizerUri: z.string(),
  identityValidationExpression: z.string().default('.*'),
  authorizerResultTtlInSeconds: z.literal(0, 'only authorizers whose results are not cached are supported'),
});

const securityScheme = z.union([
  z.looseObject({ 'x-amazon-apigateway-authtype': z.literal('awsSigv4') }),
  z.looseObject({
    name: z.literal('Authorization', 'only tokens in the header Authorization are supported'),
    'x-amazon-apigateway-authtype': z.literal('custom'),
    'x-amazon-apigateway-authorizer': tokenAuthorizer,
  }),
]);

const gatewayResponse = z.strictObject({
  statusCode: z.coerce.number().optional(),
  responseParameters: z.record(z.string(), z.string()).default({}),
  responseTemplates: z.strictObject({ 'application/json': z.string() }).optional(),
});

export const openApiDocument = z.looseObject({
  paths: z.record(
    z.string().startsWith('/'),
    z.partialRecord(z.enum(['get', 'put', 'post', 'delete', 'options', 'head', 'patch']), operation),
  ),
  components: z
    .looseObject({
      schemas: z.record(z.string(), z.unknown()).default({}),
      securitySchemes: z.record(z.string(), securityScheme).default({}),
    })
    .default({ schemas: {}, securitySchemes: {} }),
  'x-amazon-apigateway-request-validators': z
    .record(
      z.string(),
      z.object({ validateRequestBody: z.boolean(), validateRequestParameters: z.boolean() }),
    )
    .default({}),
  'x-amazon-apigateway-gateway-responses': z.record(z.string(), gatewayResponse).default({}),
});

export type OpenApiDocument = z.output<typeof openApiDocument>;
export type Operation = z.output<typeof operation>;
export type MockIntegration = z.output<typeof mock>;
export type LambdaProxyIntegration = z.output<typeof lambdaProxy>;
export type TokenAuthorizer = z.output<typeof tokenAuthorizer>;
export type GatewayResponse = z.output<typeof gatewayResponse>;

/** The authorizer of an operation; undefined if it needs a signature or no authorization. */
export function tokenAuthorizerOf(
  { components }: OpenApiDocument,
  { security }: Operation,
): TokenAuthorizer | undefined {
  const [name = ''] = Object.keys(security[0] ?? {});
  const scheme = components.securitySchemes[name];
  return scheme && 'x-amazon-apigateway-authorizer' in scheme
    ? (scheme['x-amazon-apigateway-authorizer'] as TokenAuthorizer)
    : undefined;
}
