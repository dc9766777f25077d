import { join } from 'node:path';
import { IMPORTS } from '../../../scripts/bench/cold-start/imports';

const PROJECT = join(__dirname, '../../..');

/** The names and the file of each import of the project's own code. */
const own = Object.values(IMPORTS).flatMap((statements) =>
  [...statements.matchAll(/import \{ (\w+) \} from '(?:\.\.\/)+(lambda\/[^']+)'/g)].map(
    ([, name = '', file = '']) => [name, file] as const,
  ),
);

it('the cold start section imports adapters of each service', () => {
  expect(own.length).toBeGreaterThanOrEqual(6);
});

it.each(own)('the cold start section imports %s, which %s exports', async (name, file) => {
  expect(await import(join(PROJECT, file))).toHaveProperty(name);
});
