import { EventPatternError } from './event-pattern-error';
import { numericCondition } from './numeric-condition';

/** A value at the end of a path in an event. */
export type Leaf = string | number | boolean | null;
/** Whether one value of an event is what a pattern asks for. */
export type LeafTest = (value: Leaf) => boolean;

type Path = readonly string[];
type MakeTest = (operand: unknown, path: Path) => LeafTest;

/** The operators that look at one value. `exists` and `$or` are about more than that. */
const OPERATORS: Readonly<Record<string, MakeTest>> = {
  prefix: affix('prefix', (value, prefix) => value.startsWith(prefix)),
  suffix: affix('suffix', (value, suffix) => value.endsWith(suffix)),
  'equals-ignore-case': (operand, path) => equalsIgnoringCase(textOf(operand, 'equals-ignore-case', path)),
  wildcard: (operand, path) => wildcard(textOf(operand, 'wildcard', path), path),
  numeric: (operand, path) => numericCondition(operand, path),
  'anything-but': anythingBut,
};

/** What may stand inside `anything-but`, with one value or a list of them. */
const NEGATABLE = ['prefix', 'suffix', 'equals-ignore-case', 'wildcard'];

const OFFERED = [...Object.keys(OPERATORS), 'exists', '$or'].join(', ');

/**
 * One alternative for a value: a literal, or an object with one operator.
 * @throws EventPatternError naming an operator that the twin does not know
 */
export function leafTest(alternative: unknown, path: Path): LeafTest {
  if (isLeaf(alternative)) return (value) => value === alternative;
  const [operator, operand] = soleEntry(alternative, path);
  const make = OPERATORS[operator];
  if (!make) {
    throw new EventPatternError(path, `the local twin has no operator "${operator}", only ${OFFERED}`);
  }
  return make(operand, path);
}

/** The one operator of an object such as `{"prefix": "uploads/"}`, with what it is given. */
export function soleEntry(value: unknown, path: Path): [operator: string, operand: unknown] {
  const entries =
    value !== null && typeof value === 'object' && !Array.isArray(value) ? Object.entries(value) : [];
  const [entry] = entries;
  if (!entry || entries.length !== 1) {
    throw new EventPatternError(path, `expected a value or one operator, not ${JSON.stringify(value)}`);
  }
  return entry;
}

export const isLeaf = (value: unknown): value is Leaf => value === null || typeof value !== 'object';

function affix(operator: string, matches: (value: string, affix: string) => boolean): MakeTest {
  return (operand, path) => {
    if (typeof operand === 'string') return (value) => typeof value === 'string' && matches(value, operand);
    const [inner, text] = soleEntry(operand, path);
    if (inner !== 'equals-ignore-case') {
      throw new EventPatternError(path, `"${operator}" takes a text or equals-ignore-case, not "${inner}"`);
    }
    const lower = textOf(text, inner, path).toLowerCase();
    return (value) => typeof value === 'string' && matches(value.toLowerCase(), lower);
  };
}

function equalsIgnoringCase(text: string): LeafTest {
  const lower = text.toLowerCase();
  return (value) => typeof value === 'string' && value.toLowerCase() === lower;
}

/** `*` stands for any characters, `\*` for itself. */
function wildcard(pattern: string, path: Path): LeafTest {
  if (/(?<!\\)\*\*/.test(pattern)) throw new EventPatternError(path, '"wildcard" takes no two * in a row');
  const source = pattern.replaceAll(/\\([*\\])|([*])|([.+?^${}()|[\]\\])/g, (_, escaped, star, special) => {
    if (star) return '[^]*';
    return `\\${escaped ?? special}`;
  });
  const expression = new RegExp(`^${source}$`, 'u');
  return (value) => typeof value === 'string' && expression.test(value);
}

function anythingBut(operand: unknown, path: Path): LeafTest {
  const refused = Array.isArray(operand) ? literals(operand, path) : negated(operand, path);
  return (value) => !refused.some((test) => test(value));
}

function literals(list: readonly unknown[], path: Path): LeafTest[] {
  const isUniform = ['string', 'number'].some((type) => list.every((item) => typeof item === type));
  if (!isUniform || list.length === 0) {
    throw new EventPatternError(path, '"anything-but" takes a list of texts or a list of numbers');
  }
  return list.map((item) => leafTest(item, path));
}

function negated(operand: unknown, path: Path): LeafTest[] {
  if (typeof operand === 'string' || typeof operand === 'number') return [leafTest(operand, path)];
  const [operator, inner] = soleEntry(operand, path);
  const make = OPERATORS[operator];
  if (!make || !NEGATABLE.includes(operator)) {
    const offered = NEGATABLE.join(', ');
    throw new EventPatternError(
      path,
      `the local twin's "anything-but" has no "${operator}", only ${offered}`,
    );
  }
  const texts: unknown[] = Array.isArray(inner) ? inner : [inner];
  return texts.map((text) => make(textOf(text, operator, path), path));
}

function textOf(operand: unknown, operator: string, path: Path): string {
  if (typeof operand === 'string') return operand;
  throw new EventPatternError(path, `"${operator}" takes a text, not ${JSON.stringify(operand)}`);
}
