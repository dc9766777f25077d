import type { GatewayResponse, OpenApiDocument } from '../../plan/topology/openapi-document';
import type { ApiResponse } from './api-request';

/** Reasons why API Gateway itself responds, with its status and message for each. */
const TYPES = {
  BAD_REQUEST_BODY: [400, 'Invalid request body'],
  BAD_REQUEST_PARAMETERS: [400, 'Missing required request parameters'],
  UNAUTHORIZED: [401, 'Unauthorized'],
  ACCESS_DENIED: [403, 'User is not authorized to access this resource'],
  MISSING_AUTHENTICATION_TOKEN: [403, 'Missing Authentication Token'],
  REQUEST_TOO_LARGE: [413, 'Request Too Long'],
  THROTTLED: [429, 'Too Many Requests'],
  API_CONFIGURATION_ERROR: [500, 'Internal server error'],
  AUTHORIZER_FAILURE: [500, 'Internal server error'],
  AUTHORIZER_CONFIGURATION_ERROR: [500, 'Internal server error'],
  /** The function failed, or returned an invalid response. */
  DEFAULT_5XX: [502, 'Internal server error'],
  INTEGRATION_TIMEOUT: [504, 'Endpoint request timed out'],
} as const satisfies Record<string, readonly [number, string]>;

export type GatewayResponseType = keyof typeof TYPES;

export interface GatewayError {
  readonly type: GatewayResponseType;
  /** Replaces API Gateway's usual message. */
  readonly message?: string;
  /** The problem of an invalid request, by field. */
  readonly details?: string;
}

const DEFAULT_TEMPLATE = '{"message":$context.error.messageString}';
const VARIABLE = /\$context\.([A-Za-z]+(?:\.[A-Za-z]+)*)/g;
const VARIABLES = [
  'requestId',
  'error.message',
  'error.messageString',
  'error.responseType',
  'error.validationErrorString',
];
const HEADER = /^gatewayresponse\.header\.(.+)$/;
const CONSTANT = /^'(.*)'$/s;

/**
 * A response that API Gateway gives without the function, in the shape that the document defines.
 * @throws Error naming a variable or parameter of a template that the twin does not know
 */
export function createGatewayResponses(document: OpenApiDocument) {
  const responses = document['x-amazon-apigateway-gateway-responses'];
  for (const [type, response] of Object.entries(responses)) refuseUnknown(type, response);
  return (error: GatewayError, requestId: string): ApiResponse => {
    const [status, message] = TYPES[error.type];
    const response = responses[error.type] ?? responses[status < 500 ? 'DEFAULT_4XX' : 'DEFAULT_5XX'];
    const template = response?.responseTemplates?.['application/json'] ?? DEFAULT_TEMPLATE;
    const text = error.message ?? message;
    const variables: Readonly<Record<string, string>> = {
      requestId,
      'error.message': text,
      'error.messageString': JSON.stringify(text),
      'error.responseType': error.type,
      'error.validationErrorString': JSON.stringify(error.details ?? '').slice(1, -1),
    };
    return {
      status: response?.statusCode ?? status,
      headers: { ...headersOf(response), 'Content-Type': 'application/json' },
      body: Buffer.from(template.replaceAll(VARIABLE, (_, name: string) => variables[name] ?? '')),
    };
  };
}

function headersOf(response: GatewayResponse | undefined): Record<string, string> {
  return Object.fromEntries(
    Object.entries(response?.responseParameters ?? {}).map(([parameter, value]) => [
      HEADER.exec(parameter)?.[1] ?? parameter,
      CONSTANT.exec(value)?.[1] ?? value,
    ]),
  );
}

function refuseUnknown(type: string, { responseParameters, responseTemplates }: GatewayResponse): void {
  const template = responseTemplates?.['application/json'] ?? '';
  const unknown = [...template.matchAll(VARIABLE)].find(([, name = '']) => !VARIABLES.includes(name));
  if (unknown)
    throw new Error(`The gateway response ${type} uses ${unknown[0]}, which the twin does not know`);
  for (const [parameter, value] of Object.entries(responseParameters)) {
    if (HEADER.test(parameter) && CONSTANT.test(value)) continue;
    throw new Error(
      `The gateway response ${type} sets ${parameter} to ${value}; the twin knows constant headers only`,
    );
  }
}
