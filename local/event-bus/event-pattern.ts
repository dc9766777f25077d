/** Returns whether an event matches a pattern. */
export type EventMatcher = (event: unknown) => boolean;

type Path = readonly string[];
type JsonObject = Readonly<Record<string, unknown>>;
type LeafTest = (value: unknown) => boolean;

/** An event pattern is malformed, or uses an operator that the twin does not support. */
export class EventPatternError extends Error {
  override readonly name = 'EventPatternError';

  /** @param path field of the pattern, e.g. `detail.size` */
  constructor(path: Path, problem: string) {
    super(`${path.join('.') || 'event pattern'}: ${problem}`);
  }
}

/**
 * Compiles an EventBridge event pattern. Fields that the pattern does not name are ignored; each named field
 * must match one of its alternatives: a value, or `{"prefix": text}`. A list in the event matches when one
 * of its members does; in a list of objects, the same member must match every field below it.
 * @throws EventPatternError naming the field and the operator that the twin does not support
 */
export function compileEventPattern(pattern: unknown): EventMatcher {
  if (!isObject(pattern) || Object.keys(pattern).length === 0) {
    throw new EventPatternError([], `expected an object with fields, not ${JSON.stringify(pattern)}`);
  }
  return objectMatcher(pattern, []);
}

function objectMatcher(pattern: JsonObject, path: Path): EventMatcher {
  const fields = Object.entries(pattern).map(([name, part]): EventMatcher => {
    if (name === '$or') throw unsupported([...path, name], name);
    const matches = fieldMatcher(part, [...path, name]);
    return (value) => matches(isObject(value) ? value[name] : undefined);
  });
  const matchesAll: EventMatcher = (value) => fields.every((matches) => matches(value));
  return (value) => (Array.isArray(value) ? value.some(matchesAll) : matchesAll(value));
}

function fieldMatcher(part: unknown, path: Path): EventMatcher {
  if (Array.isArray(part)) return leafMatcher(part, path);
  if (isObject(part)) return objectMatcher(part, path);
  throw new EventPatternError(path, `expected a list of alternatives, not ${JSON.stringify(part)}`);
}

function leafMatcher(alternatives: readonly unknown[], path: Path): EventMatcher {
  if (alternatives.length === 0) throw new EventPatternError(path, 'expected at least one alternative');
  const tests = alternatives.map((alternative) => leafTest(alternative, path));
  return (value) => leavesOf(value).some((leaf) => tests.some((test) => test(leaf)));
}

function leafTest(alternative: unknown, path: Path): LeafTest {
  if (!isObject(alternative)) return (value) => value === alternative;
  const [operator = '', ...others] = Object.keys(alternative);
  if (operator !== 'prefix' || others.length > 0) throw unsupported(path, operator);
  const { prefix } = alternative;
  if (typeof prefix !== 'string') {
    throw new EventPatternError(path, `"prefix" takes a text, not ${JSON.stringify(prefix)}`);
  }
  return (value) => typeof value === 'string' && value.startsWith(prefix);
}

const unsupported = (path: Path, operator: string): EventPatternError =>
  new EventPatternError(path, `the twin does not support "${operator}", only values and one "prefix"`);

/** The values at a field, in lists of lists too. */
function leavesOf(value: unknown): unknown[] {
  if (Array.isArray(value)) return value.flatMap(leavesOf);
  return value === undefined || isObject(value) ? [] : [value];
}

const isObject = (value: unknown): value is JsonObject =>
  value !== null && typeof value === 'object' && !Array.isArray(value);
