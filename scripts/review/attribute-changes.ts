import { parsedJson } from '../../lambda/domain/parsed-json';
import type { Attributes } from '../../plan/read';

/** One differing value. `before` or `after` is absent if the attribute is. */
export interface AttributeChange {
  /** Such as `environment.variables.LOG_LEVEL`, or `policy.Statement[KeepRecords].Action`. */
  readonly path: string;
  readonly before?: unknown;
  readonly after?: unknown;
}

/** Members that identify an element of a list, so that an insertion does not change all following elements. */
const ELEMENT_NAMES = ['Sid', 'id', 'name'] as const;

/** All differing values, sorted by path. JSON in strings, such as policies, is compared as well. */
export function attributeChanges(before: Attributes, after: Attributes): AttributeChange[] {
  const [old, current] = [flatten(before), flatten(after)];
  const paths = [...new Set([...old.keys(), ...current.keys()])].sort();
  return paths
    .filter((path) => JSON.stringify(old.get(path)) !== JSON.stringify(current.get(path)))
    .map((path) => {
      const [was, is] = [old.get(path), current.get(path)];
      return { path, ...(was !== undefined && { before: was }), ...(is !== undefined && { after: is }) };
    });
}

function flatten(value: unknown, path = '', leaves = new Map<string, unknown>()): Map<string, unknown> {
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

/** The names of the elements of a list, if all have one and all differ. */
function elementNames(list: readonly unknown[]): string[] | undefined {
  for (const name of ELEMENT_NAMES) {
    const names = list.map((element) => (isObject(element) ? element[name] : undefined));
    const isNamed = names.every((given) => typeof given === 'string');
    if (isNamed && new Set(names).size === names.length) return names.map(String);
  }
  return undefined;
}

/** Parses a text that contains JSON, such as a policy; returns other texts unchanged. */
const parsed = (text: string): unknown => (/^\s*[[{]/.test(text) && parsedJson(text)) || text;

export const isObject = (value: unknown): value is Attributes =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
