import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const PROJECT = join(__dirname, '../..');
const PAGE = readFileSync(join(PROJECT, 'docs/guarantees.md'), 'utf8');

/** The rows of the page's tables: guarantee, the test's file, the test's name. */
const ROWS = [...PAGE.matchAll(/^\| (.+\.) \| `([^`]+)`: (.+) \|$/gm)].map(
  ([, guarantee = '', file = '', name = '']) => [guarantee, file, name] as const,
);

it('has a test for every guarantee of its tables', () => {
  const rows = PAGE.split('\n').filter((line) => line.startsWith('| ') && !/^\| (guarantee|---)/.test(line));
  expect(ROWS.length).toBeGreaterThan(20);
  expect(ROWS).toHaveLength(rows.length);
});

it.each(ROWS)('%s', (_, file, name) => {
  expect(existsSync(join(PROJECT, file))).toBe(true);
  const tests = readFileSync(join(PROJECT, file), 'utf8');
  expect(tests).toContain(name);
  // A skipped test proves nothing.
  expect(tests).not.toMatch(new RegExp(`(skip|todo)\\(\\s*['"\`]${name.replaceAll(/[^\w ]/g, '.')}`));
});
