import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import type { OpenApiDocument, Operation } from '../../plan/topology/openapi-document';
import { messageOf } from '../foundation/error-message';
import { type ApiRequest, headerOf } from './api-request';

/** A request that the document's validator refuses. */
export interface InvalidRequest {
  readonly type: 'BAD_REQUEST_BODY' | 'BAD_REQUEST_PARAMETERS';
  /** API Gateway's message. */
  readonly message: string;
  /** The problems, in the form of `$context.error.validationErrorString`. */
  readonly details: string;
}

export type ValidateRequest = (operation: Operation, request: ApiRequest) => InvalidRequest | undefined;

/**
 * Validates as API Gateway does: required parameters must be present, whatever their values; a body must match the
 * schema of its content type. A content type without a schema is not validated.
 */
export function createRequestValidation(document: OpenApiDocument): ValidateRequest {
  const ajv = new Ajv({ strict: false, validateFormats: false, verbose: true });
  const compiled = new WeakMap<object, ValidateFunction>();
  const schemaOf = (schema: object): ValidateFunction => {
    const present = compiled.get(schema);
    if (present) return present;
    const validate = ajv.compile({ ...schema, components: document.components });
    compiled.set(schema, validate);
    return validate;
  };
  return (operation, request) => {
    const name = operation['x-amazon-apigateway-request-validator'];
    const validator = document['x-amazon-apigateway-request-validators'][name ?? ''];
    const byParameters = validator?.validateRequestParameters
      ? missingParameters(operation, request)
      : undefined;
    if (byParameters) return byParameters;
    return validator?.validateRequestBody ? invalidBody(operation, request, schemaOf) : undefined;
  };
}

function missingParameters({ parameters }: Operation, request: ApiRequest): InvalidRequest | undefined {
  const isPresent = (name: string, place: string): boolean =>
    Boolean(place === 'query' ? request.query.get(name) : headerOf(request, name.toLowerCase()));
  const missing = parameters.filter(
    (parameter) => parameter.required && parameter.in !== 'path' && !isPresent(parameter.name, parameter.in),
  );
  if (missing.length === 0) return undefined;
  const message = `Missing required request parameters: [${missing.map(({ name }) => name).join(', ')}]`;
  return { type: 'BAD_REQUEST_PARAMETERS', message, details: message };
}

function invalidBody(
  { requestBody }: Operation,
  request: ApiRequest,
  schemaOf: (schema: object) => ValidateFunction,
): InvalidRequest | undefined {
  const contentType = headerOf(request, 'content-type')?.split(';')[0]?.trim().toLowerCase();
  const schema = requestBody?.content[contentType ?? 'application/json']?.schema;
  if (!schema) return undefined;
  const problems = problemsOf(request.body.toString(), schemaOf(schema));
  if (problems.length === 0) return undefined;
  return { type: 'BAD_REQUEST_BODY', message: 'Invalid request body', details: `[${problems.join(', ')}]` };
}

function problemsOf(text: string, validate: ValidateFunction): string[] {
  let body: unknown;
  try {
    body = JSON.parse(text || 'null');
  } catch (error) {
    return [`Could not parse request body into json: ${messageOf(error)}`];
  }
  return validate(body) ? [] : (validate.errors ?? []).map(describe);
}

const json = JSON.stringify;

type Describe = (error: ErrorObject) => string;

/** API Gateway's messages for the most frequent errors in a body. */
const DESCRIPTIONS: Readonly<Record<string, Describe>> = {
  required: ({ params }) => `object has missing required properties (${json([params.missingProperty])})`,
  type: ({ data, params }) =>
    `instance type (${typeOf(data)}) does not match any allowed primitive type (allowed: ${json([params.type].flat())})`,
  enum: ({ data, params }) =>
    `instance value (${json(data)}) not found in enum (possible values: ${json(params.allowedValues)})`,
  pattern: ({ data, params }) =>
    `ECMA 262 regex ${json(params.pattern)} does not match input string ${json(data)}`,
  minLength: ({ data, params }) =>
    `string ${json(data)} is too short (length: ${String(data).length}, required minimum: ${params.limit})`,
  maxLength: ({ data, params }) =>
    `string ${json(data)} is too long (length: ${String(data).length}, maximum allowed: ${params.limit})`,
  minimum: ({ data, params }) =>
    `numeric instance is lower than the required minimum (minimum: ${params.limit}, found: ${data})`,
  maximum: ({ data, params }) =>
    `numeric instance is greater than the required maximum (maximum: ${params.limit}, found: ${data})`,
};

const describe: Describe = (error) =>
  DESCRIPTIONS[error.keyword]?.(error) ?? `${error.instancePath} ${error.message ?? error.keyword}`.trim();

function typeOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  return Number.isInteger(value) ? 'integer' : typeof value;
}
