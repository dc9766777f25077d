import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { PROJECT_FOLDER } from '../../cli/project-folder';
import type { Finding } from './finding';

/** The finding of a section in a full run. */
export interface StoredFinding {
  /** `YYYY-MM-DD`. */
  readonly date: string;
  readonly machine: string;
  readonly finding: Finding;
  /** The values of the goals in the previous run, by name. */
  readonly before: Readonly<Record<string, number>>;
}

/** Findings by the letter of their section. */
export type StoredFindings = Readonly<Record<string, StoredFinding>>;

/** In the repository, so that a run of some sections keeps the others on the page. */
const FILE = join(PROJECT_FOLDER, 'docs/benchmarks.json');

export function readFindings(file = FILE): StoredFindings {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
}

/** Replaces the finding of a section, and keeps the values of its goals for comparison. */
export function storeFinding(
  letter: string,
  found: Omit<StoredFinding, 'before'>,
  file = FILE,
): StoredFindings {
  const findings = readFindings(file);
  const goals = findings[letter]?.finding.goals ?? [];
  const before = Object.fromEntries(goals.map(({ what, reached }) => [what, reached]));
  const stored = { ...findings, [letter]: { ...found, before } };
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify(stored, undefined, 2)}\n`);
  return stored;
}
