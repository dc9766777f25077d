import type { LeafTest } from './event-condition';
import { EventPatternError } from './event-pattern-error';

const COMPARISONS: Readonly<Record<string, (value: number, limit: number) => boolean>> = {
  '=': (value, limit) => value === limit,
  '<': (value, limit) => value < limit,
  '<=': (value, limit) => value <= limit,
  '>': (value, limit) => value > limit,
  '>=': (value, limit) => value >= limit,
};

/** EventBridge User Guide, "Numeric matching": from -5.0e9 to 5.0e9. */
const LARGEST = 5_000_000_000;

/**
 * `[">", 0, "<=", 5]`: one comparison, or a lower and an upper one.
 * @throws EventPatternError
 */
export function numericCondition(operand: unknown, path: readonly string[]): LeafTest {
  const parts: unknown[] = Array.isArray(operand) ? operand : [];
  if (parts.length !== 2 && parts.length !== 4) {
    throw new EventPatternError(
      path,
      `"numeric" takes one or two comparisons, not ${JSON.stringify(operand)}`,
    );
  }
  const tests = [comparison(parts[0], parts[1], path)];
  if (parts.length === 4) tests.push(comparison(parts[2], parts[3], path));
  return (value) => typeof value === 'number' && tests.every((test) => test(value));
}

function comparison(sign: unknown, limit: unknown, path: readonly string[]): (value: number) => boolean {
  const compare = typeof sign === 'string' ? COMPARISONS[sign] : undefined;
  if (!compare) {
    const offered = Object.keys(COMPARISONS).join(' ');
    throw new EventPatternError(
      path,
      `"numeric" compares with one of ${offered}, not ${JSON.stringify(sign)}`,
    );
  }
  if (typeof limit !== 'number' || Math.abs(limit) > LARGEST) {
    throw new EventPatternError(
      path,
      `"numeric" compares with a number from -5e9 to 5e9, not ${JSON.stringify(limit)}`,
    );
  }
  return (value) => compare(value, limit);
}
