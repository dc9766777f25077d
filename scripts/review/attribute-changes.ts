import type { Json, JsonObject } from './stack-document';

/** One value that differs. Where there was or will be none, it is absent. */
export interface AttributeChange {
  /** Such as `environment.variables.LOG_LEVEL`, or `policy.Statement[KeepRecords].Action`. */
  readonly path: string;
  readonly before?: Json;
  readonly after?: Json;
}

/** What an element of a list is known by, so that one added in front does not change all that follow. */
const ELEMENT_NAMES = ['Sid', 'id', 'name'] as const;

/** Every value that differs, in the order of paths. Policies and other JSON in texts are looked into. */
export function attributeChanges(before: JsonObject, after: JsonObject): AttributeChange[] {
  const [old, young] = [flatten(before), flatten(after)];
  const paths = [...new Set([...old.keys(), ...young.keys()])].sort();
  return paths
    .filter((path) => JSON.stringify(old.get(path)) !== JSON.stringify(young.get(path)))
    .map((path) => {
      const [was, is] = [old.get(path), young.get(path)];
      return { path, ...(was !== undefined && { before: was }), ...(is !== undefined && { after: is }) };
    });
}

function flatten(value: Json, path = '', leaves = new Map<string, Json>()): Map<string, Json> {
  const opened = typeof value === 'string' ? parsed(value) : value;
  if (Array.isArray(opened) && opened.some(isObject)) {
    const names = elementNames(opened);
    opened.forEach((element, index) => {
      flatten(element, `${path}[${names?.[index] ?? index}]`, leaves);
    });
  } else if (isObject(opened)) {
    for (const [name, member] of Object.entries(opened))
      flatten(member, path ? `${path}.${name}` : name, leaves);
  } else {
    leaves.set(path, opened);
  }
  return leaves;
}

/** Names for the elements of a list, if they have any and no two the same. */
function elementNames(list: readonly Json[]): string[] | undefined {
  for (const name of ELEMENT_NAMES) {
    const names = list.map((element) => (isObject(element) ? element[name] : undefined));
    const isNamed = names.every((given) => typeof given === 'string');
    if (isNamed && new Set(names).size === names.length) return names.map(String);
  }
  return undefined;
}

/** What a text holds that is JSON of its own, such as a policy; else the text. */
function parsed(text: string): Json {
  if (!/^\s*[[{]/.test(text)) return text;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

export const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
