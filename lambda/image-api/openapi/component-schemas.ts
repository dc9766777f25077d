import type { SchemaObject, SchemasObject } from 'openapi3-ts/oas30';
import * as z from 'zod';
import { ownUploadRequest, processRequest, uploadRequest } from '../request-schemas';
import {
  errorResponse,
  image,
  imagePage,
  imageWithHistory,
  preview,
  source,
  uploadTicket,
} from '../response-schemas';

/** Schemas by model name. API Gateway accepts only letters and digits in these names. */
const NAMED_SCHEMAS = {
  Error: errorResponse,
  Image: image,
  ImagePage: imagePage,
  ImageWithHistory: imageWithHistory,
  OwnUploadRequest: ownUploadRequest,
  Preview: preview,
  Source: source,
  ProcessRequest: processRequest,
  UploadRequest: uploadRequest,
  UploadTicket: uploadTicket,
} as const;

export type SchemaName = keyof typeof NAMED_SCHEMAS;

export const schemaRef = (name: SchemaName) => ({ $ref: `#/components/schemas/${name}` });

/**
 * Removes keywords that make an import fail. Models of API Gateway are JSON Schema draft 4, without
 * `additionalProperties: false`, `nullable`, `example` and number formats (Amazon API Gateway Developer Guide,
 * "Important notes for REST APIs"). The function rejects unknown fields instead.
 */
function keepToDraft4({ jsonSchema }: { jsonSchema: z.core.JSONSchema.BaseSchema }): void {
  if (jsonSchema.additionalProperties !== undefined) delete jsonSchema.additionalProperties;
  if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
  if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
  // The format is enough; the pattern that zod adds for it is very long.
  if (jsonSchema.format) delete jsonSchema.pattern;
}

type Override = (context: { jsonSchema: z.core.JSONSchema.BaseSchema }) => void;

/** Client generators need `additionalProperties` to type a record of strings. */
const keepRecords: Override = (context) => {
  const { additionalProperties: values } = context.jsonSchema;
  keepToDraft4(context);
  if (typeof values === 'object') context.jsonSchema.additionalProperties = values;
};

/**
 * Removes patterns. The message of API Gateway about a pattern names neither the field nor the fix; the function
 * does.
 */
function leavePatternsToTheFunction(context: { jsonSchema: z.core.JSONSchema.BaseSchema }): void {
  keepToDraft4(context);
  delete context.jsonSchema.pattern;
}

const CONVERSION = { target: 'openapi-3.0', io: 'output', override: keepToDraft4 } as const;

/** The schema of the parsed value of a parameter. */
export function parameterSchema(schema: z.ZodType): SchemaObject {
  const { description: _, ...rest } = z.toJSONSchema(schema, CONVERSION) as SchemaObject;
  return rest;
}

/** Schemas that exist only with routes for people who are signed in. */
const SIGN_IN_SCHEMAS: readonly string[] = ['OwnUploadRequest'] satisfies SchemaName[];

/** `components.schemas` for API Gateway: every request and response body. */
export const componentSchemas = (hasSignIn: boolean): SchemasObject =>
  schemasWith(leavePatternsToTheFunction, hasSignIn);

/** `components.schemas` for client generators. */
export const clientSchemas = (hasSignIn: boolean): SchemasObject => schemasWith(keepRecords, hasSignIn);

function schemasWith(override: Override, hasSignIn: boolean): SchemasObject {
  const registry = z.registry<{ id: string }>();
  for (const [id, schema] of Object.entries(NAMED_SCHEMAS)) registry.add(schema, { id });
  const { schemas } = z.toJSONSchema(registry, {
    ...CONVERSION,
    override,
    uri: (id) => schemaRef(id as SchemaName).$ref,
  });
  return Object.fromEntries(
    Object.entries(schemas)
      .filter(([name]) => hasSignIn || !SIGN_IN_SCHEMAS.includes(name))
      .map(([name, { $id: _, ...schema }]) => [name, schema as SchemaObject]),
  );
}
