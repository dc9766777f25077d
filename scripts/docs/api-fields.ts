import type { ReferenceObject, SchemaObject } from 'openapi3-ts/oas30';
import { markdownTable } from '../cli/markdown-table';

type Schema = SchemaObject | ReferenceObject;

/** A schema in a few words, linked when it has a name: `list of [Image](#image)`, `string, 1 to 255`. */
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
  const least = minimum ?? minLength;
  const most = maximum ?? maxLength;
  if (least !== undefined && most !== undefined) return `${least} to ${most}`;
  if (most !== undefined) return `up to ${most}`;
  // That a count is not negative goes without saying.
  return least ? `at least ${least}` : '';
}

const defaultOf = (schema: SchemaObject): string =>
  schema.default === undefined ? '' : `${schema.default} if not given`;

/** A named shape: its fields, or what it has beyond another one that it contains. */
export function shapeParts(name: string, schemas: Readonly<Record<string, SchemaObject>>): string[] {
  const schema = schemas[name] ?? {};
  const contained = Object.keys(schemas).find((other) => other !== name && contains(schema, schemas[other]));
  if (contained === undefined) return [fieldsTable(schema)];
  const own = Object.keys(schema.properties ?? {}).filter(
    (field) => !(field in (schemas[contained]?.properties ?? {})),
  );
  return [`What [${contained}](#${contained.toLowerCase()}) has, and:`, fieldsTable(schema, own)];
}

const contains = ({ properties = {} }: SchemaObject, other: SchemaObject = {}): boolean =>
  Object.keys(other.properties ?? {}).every((field) => field in properties);

/** Fields of an object; those that may be absent say so. */
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
