import type { ReferenceObject, SchemaObject } from 'openapi3-ts/oas30';
import { markdownTable } from '../cli/markdown-table';

type Schema = SchemaObject | ReferenceObject;

/** A short description of a schema, with a link if it has a name: `list of [Image](#image)`, `string, 1 to 255`. */
export function typeOf(schema: Schema): string {
  if ('$ref' in schema) {
    const name = schema.$ref.split('/').at(-1) ?? '';
    return `[${name}](#${name.toLowerCase()})`;
  }
  if (schema.enum) return schema.enum.map((value) => `\`${value}\``).join(', ');
  if (schema.type === 'array' && schema.items) return `list of ${typeOf(schema.items)}`;
  if (schema.properties) return `object: ${namesOf(schema.properties)}`;
  return [String(schema.format ?? schema.type ?? ''), rangeOf(schema), defaultOf(schema)]
    .filter(Boolean)
    .join(', ');
}

const namesOf = (properties: Record<string, Schema>): string =>
  Object.keys(properties)
    .map((name) => `\`${name}\``)
    .join(', ');

function rangeOf({ minimum, maximum, minLength, maxLength, pattern }: SchemaObject): string {
  if (pattern) return `like \`${pattern}\``;
  const min = minimum ?? minLength;
  const max = maximum ?? maxLength;
  if (min !== undefined && max !== undefined) return `${min} to ${max}`;
  if (max !== undefined) return `up to ${max}`;
  return min ? `at least ${min}` : '';
}

const defaultOf = (schema: SchemaObject): string =>
  schema.default === undefined ? '' : `default ${schema.default}`;

/** The fields of a named shape, or those that it has in addition to a shape that it contains. */
export function shapeParts(name: string, schemas: Readonly<Record<string, SchemaObject>>): string[] {
  const schema = schemas[name] ?? {};
  const contained = Object.keys(schemas).find((other) => other !== name && contains(schema, schemas[other]));
  if (contained === undefined) return [fieldsTable(schema)];
  const own = Object.keys(schema.properties ?? {}).filter(
    (field) => !(field in (schemas[contained]?.properties ?? {})),
  );
  return [`The fields of [${contained}](#${contained.toLowerCase()}), and:`, fieldsTable(schema, own)];
}

const contains = ({ properties = {} }: SchemaObject, other: SchemaObject = {}): boolean =>
  Object.keys(other.properties ?? {}).every((field) => field in properties);

/** The fields of an object. */
function fieldsTable(
  { properties = {}, required = [] }: SchemaObject,
  fields: readonly string[] = Object.keys(properties),
): string {
  const rows = fields.map((name) => {
    const schema = properties[name] ?? {};
    return [
      required.includes(name) ? `\`${name}\`` : `\`${name}\`, optional`,
      typeOf(schema),
      ('description' in schema && schema.description) || '',
    ];
  });
  return markdownTable(['field', 'type', ''], rows);
}
