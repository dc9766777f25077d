import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { SECTIONS } from '../../../scripts/bench/sections';

const PROJECT = join(__dirname, '../../..');

it('has a letter of its own for each section', () => {
  const letters = SECTIONS.map(({ letter }) => letter);
  expect(new Set(letters).size).toBe(letters.length);
  expect(letters.toSorted()).toEqual(letters);
});

it('lists its sections in its help', () => {
  const args = ['--import', 'tsx', 'scripts/bench/bench-command.ts', '--help'];
  const help = execFileSync(process.execPath, args, { cwd: PROJECT, encoding: 'utf8' });
  for (const { letter, title } of SECTIONS) expect(help).toContain(`${letter}  ${title}`);
});
