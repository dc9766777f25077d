import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Finding } from '../finding';
import { CACHE } from '../places';

/** A section's finding of a full run. */
export interface StoredFinding {
  /** `YYYY-MM-DD`. */
  readonly date: string;
  readonly machine: string;
  readonly finding: Finding;
  /** What the goals' numbers were in the run before, by their names. */
  readonly before: Readonly<Record<string, number>>;
}

/** By the sections' letters. */
export type StoredFindings = Readonly<Record<string, StoredFinding>>;

const FILE = join(CACHE, 'findings.json');

export function readFindings(file = FILE): StoredFindings {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
}

/** Keeps a section's finding in place of its last one, whose numbers stay for comparison. */
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
  writeFileSync(file, JSON.stringify(stored, undefined, 2));
  return stored;
}
