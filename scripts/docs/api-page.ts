import type {
  OpenAPIObject,
  OperationObject,
  ParameterObject,
  PathItemObject,
  ReferenceObject,
  RequestBodyObject,
  ResponseObject,
  ResponsesObject,
  SchemaObject,
} from 'openapi3-ts/oas30';
import { markdownTable } from '../cli/markdown-table';
import { shapeParts, typeOf } from './api-fields';

const HOW = [
  'On AWS the API is at the output `api_url`. The local twin serves it at `http://127.0.0.1:8080/api`, where requests need no signature. [Call the API](how-to/call-the-api.md) shows how to sign requests. Bodies are JSON with field names in snake_case. The codes of failed images are described with [the events](events.md#failures).',
  'This page is generated from the OpenAPI document that is deployed: `npm run docs`.',
];

/** `docs/api.md`, from the document that is the body of the REST API. */
export function apiPage(document: OpenAPIObject): string {
  const operations = operationsOf(document);
  const everywhere = sharedStatuses(operations.map(([, , { responses }]) => responses));
  const schemas = (document.components?.schemas ?? {}) as Record<string, SchemaObject>;
  const parts = [
    '# API',
    ...(document.info.description ?? '').split('\n\n').map((paragraph) => paragraph.replaceAll('\n', ' ')),
    ...HOW,
    ...operations.flatMap((operation) => operationParts(operation, everywhere)),
    '## Responses of every route',
    responsesTable(operations[0]?.[2].responses ?? {}, (status) => everywhere.includes(status)),
    '## Shapes',
    ...Object.keys(schemas).flatMap((name) => [`### ${name}`, ...shapeParts(name, schemas)]),
  ];
  return `${parts.filter(Boolean).join('\n\n')}\n`;
}

type DocumentedOperation = readonly [method: string, path: string, operation: OperationObject];

const METHODS = ['get', 'post', 'delete'] as const;

const operationsOf = ({ paths }: OpenAPIObject): DocumentedOperation[] =>
  Object.entries<PathItemObject>(paths).flatMap(([path, item]) =>
    METHODS.flatMap((method): DocumentedOperation[] => {
      const operation = item[method];
      return operation ? [[method.toUpperCase(), path, operation]] : [];
    }),
  );

/** Statuses of all operations, which the page lists once. */
const sharedStatuses = ([first = {}, ...others]: readonly ResponsesObject[]): string[] =>
  Object.keys(first).filter((status) => others.every((responses) => status in responses));

function operationParts(
  [method, path, operation]: DocumentedOperation,
  everywhere: readonly string[],
): string[] {
  const { summary = '', description = '', parameters = [], requestBody, responses } = operation;
  return [
    `## ${summary}`,
    `\`${method} ${path}\``,
    description,
    parametersTable(parameters as ParameterObject[]),
    ...bodyParts(requestBody as RequestBodyObject | undefined),
    responsesTable(responses, (status) => !everywhere.includes(status)),
  ];
}

const responsesTable = (responses: ResponsesObject, isListed: (status: string) => boolean): string =>
  markdownTable(
    ['response', '', 'body'],
    Object.entries<ResponseObject>(responses)
      .filter(([status]) => isListed(status))
      .map(([status, response]) => [status, response.description, bodyOf(response)]),
  );

function parametersTable(parameters: readonly ParameterObject[]): string {
  if (parameters.length === 0) return '';
  const rows = parameters.map(({ name, in: place, schema, description = '' }) => [
    `\`${name}\``,
    place,
    schema ? typeOf(schema) : '',
    description,
  ]);
  return markdownTable(['parameter', 'in', 'type', ''], rows);
}

function bodyParts(body: RequestBodyObject | undefined): string[] {
  const json = body?.content['application/json'];
  if (!json?.schema) return [];
  return [
    `Takes ${typeOf(json.schema)}, for example:`,
    `\`\`\`json\n${JSON.stringify(json.example, undefined, 2)}\n\`\`\``,
  ];
}

/** The shape of a response, and the code of an error. */
function bodyOf({ content }: ResponseObject | { content?: undefined }): string {
  const json = content?.['application/json'];
  const schema: SchemaObject | ReferenceObject | undefined = json?.schema;
  if (!schema) return '';
  const code: unknown = json?.example?.error;
  return typeof code === 'string' ? `${typeOf(schema)}, such as \`${code}\`` : typeOf(schema);
}
