import { z } from 'zod';

/** The parts of the REST API's OpenAPI document that API Gateway acts on. */

const parameter = z.looseObject({
  name: z.string(),
  in: z.enum(['path', 'query', 'header']),
  required: z.boolean().default(false),
});

const lambdaProxy = z.looseObject({
  type: z.literal('aws_proxy'),
  uri: z.string(),
  /** Milliseconds; API Gateway's own limit when absent. */
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
  'x-amazon-apigateway-request-validator': z.string().optional(),
  'x-amazon-apigateway-integration': z.discriminatedUnion('type', [lambdaProxy, mock]),
});

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
    .looseObject({ schemas: z.record(z.string(), z.unknown()).default({}) })
    .default({ schemas: {} }),
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
export type GatewayResponse = z.output<typeof gatewayResponse>;
