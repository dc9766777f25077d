import { isLeaf, type Leaf, leafTest, soleEntry } from './event-condition';
import { EventPatternError } from './event-pattern-error';

/** Whether an event is one that a pattern asks for. */
export type EventMatcher = (event: unknown) => boolean;

type Path = readonly string[];
type JsonObject = Readonly<Record<string, unknown>>;

/**
 * Makes a matcher of an EventBridge event pattern. Fields that the pattern does not name do not matter; of
 * those it names each must match by one of its alternatives. A list in the event matches when one of its
 * members does; of a list of objects it must be the same member for all fields below it.
 * @throws EventPatternError naming what is wrong, or what the twin does not support
 */
export function compileEventPattern(pattern: unknown): EventMatcher {
  if (!isObject(pattern) || Object.keys(pattern).length === 0) {
    throw new EventPatternError([], `expected an object with fields, not ${JSON.stringify(pattern)}`);
  }
  return objectMatcher(pattern, []);
}

function objectMatcher(pattern: JsonObject, path: Path): EventMatcher {
  const fields = Object.entries(pattern).map(([name, part]): EventMatcher => {
    if (name === '$or') return anyOf(part, path);
    const matches = fieldMatcher(part, [...path, name]);
    return (value) => matches(isObject(value) ? value[name] : undefined);
  });
  const matchesAll: EventMatcher = (value) => fields.every((matches) => matches(value));
  return (value) => (Array.isArray(value) ? value.some(matchesAll) : matchesAll(value));
}

function anyOf(alternatives: unknown, path: Path): EventMatcher {
  if (!Array.isArray(alternatives) || alternatives.length < 2 || !alternatives.every(isObject)) {
    throw new EventPatternError([...path, '$or'], 'expected a list of at least two patterns');
  }
  const matchers = alternatives.map((alternative: JsonObject) => objectMatcher(alternative, path));
  return (value) => matchers.some((matches) => matches(value));
}

function fieldMatcher(part: unknown, path: Path): EventMatcher {
  if (Array.isArray(part)) return leafMatcher(part, path);
  if (isObject(part)) return objectMatcher(part, path);
  throw new EventPatternError(
    path,
    `expected a list of alternatives or an object, not ${JSON.stringify(part)}`,
  );
}

function leafMatcher(alternatives: readonly unknown[], path: Path): EventMatcher {
  if (alternatives.length === 0) throw new EventPatternError(path, 'expected at least one alternative');
  const tests = alternatives.map((alternative) => leavesTest(alternative, path));
  return (value) => {
    const leaves = leavesOf(value);
    return tests.some((test) => test(leaves));
  };
}

/** `exists` is the one alternative that is also about there being no value. */
function leavesTest(alternative: unknown, path: Path): (leaves: readonly Leaf[]) => boolean {
  if (isObject(alternative) && 'exists' in alternative) {
    const [, wanted] = soleEntry(alternative, path);
    if (typeof wanted !== 'boolean') throw new EventPatternError(path, '"exists" takes true or false');
    return (leaves) => leaves.length > 0 === wanted;
  }
  const test = leafTest(alternative, path);
  return (leaves) => leaves.some(test);
}

/** The values at a field: what `exists` counts. An object there is no value, only the way to some. */
function leavesOf(value: unknown): Leaf[] {
  if (Array.isArray(value)) return value.flatMap(leavesOf);
  return value !== undefined && isLeaf(value) ? [value] : [];
}

const isObject = (value: unknown): value is JsonObject =>
  value !== null && typeof value === 'object' && !Array.isArray(value);
