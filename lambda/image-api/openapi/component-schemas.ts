import type { SchemaObject, SchemasObject } from 'openapi3-ts/oas30';
import * as z from 'zod';
import { processRequest, uploadRequest } from '../request-schemas';
import {
  errorResponse,
  image,
  imagePage,
  imageWithHistory,
  preview,
  uploadTicket,
} from '../response-schemas';

/** Model names: API Gateway takes letters and digits alone. */
const NAMED_SCHEMAS = {
  Error: errorResponse,
  Image: image,
  ImagePage: imagePage,
  ImageWithHistory: imageWithHistory,
  Preview: preview,
  ProcessRequest: processRequest,
  UploadRequest: uploadRequest,
  UploadTicket: uploadTicket,
} as const;

export type SchemaName = keyof typeof NAMED_SCHEMAS;

export const schemaRef = (name: SchemaName) => ({ $ref: `#/components/schemas/${name}` });

/**
 * API Gateway's models are JSON Schema draft 4, and importing one fails on keywords it does not know:
 * `additionalProperties: false`, `nullable`, `example` and the number formats are out (Amazon API Gateway
 * Developer Guide, "Important notes for REST APIs"). Unknown fields are refused by the function instead.
 */
function keepToDraft4({ jsonSchema }: { jsonSchema: z.core.JSONSchema.BaseSchema }): void {
  if (jsonSchema.additionalProperties !== undefined) delete jsonSchema.additionalProperties;
  if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
  if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
  // The format says it, and zod's pattern for it fills half a screen.
  if (jsonSchema.format) delete jsonSchema.pattern;
}

/** What API Gateway says of a pattern names neither the field nor the fix. What the function says does. */
function leavePatternsToTheFunction(context: { jsonSchema: z.core.JSONSchema.BaseSchema }): void {
  keepToDraft4(context);
  delete context.jsonSchema.pattern;
}

const CONVERSION = { target: 'openapi-3.0', io: 'output', override: keepToDraft4 } as const;

/** The schema of one parameter, as it reads once its text is parsed. */
export function parameterSchema(schema: z.ZodType): SchemaObject {
  const { description: _, ...rest } = z.toJSONSchema(schema, CONVERSION) as SchemaObject;
  return rest;
}

/** `components.schemas`: every body that goes in or out. */
export function componentSchemas(): SchemasObject {
  const registry = z.registry<{ id: string }>();
  for (const [id, schema] of Object.entries(NAMED_SCHEMAS)) registry.add(schema, { id });
  const { schemas } = z.toJSONSchema(registry, {
    ...CONVERSION,
    override: leavePatternsToTheFunction,
    uri: (id) => schemaRef(id as SchemaName).$ref,
  });
  return Object.fromEntries(
    Object.entries(schemas).map(([name, { $id: _, ...schema }]) => [name, schema as SchemaObject]),
  );
}
