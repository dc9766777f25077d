import { markdownTable } from '../../cli/markdown-table';
import { type Goal, isReached } from './finding';
import { times } from './numbers';
import type { StoredFinding, StoredFindings } from './stored-findings';

/** The parts of a section that the page contains. */
interface Section {
  readonly letter: string;
  readonly title: string;
}

const INTRODUCTION = `# Benchmarks

The cost of Darkroom, as ratios of things measured side by side in one run. Rounds alternate, numbers are medians, and
background load affects both equally. Ratios apply to other machines, absolute times do not. \`npm run bench\` repeats
the measurements and rewrites this page; \`npm run bench -- --help\` lists its options.`;

/** The page `docs/benchmarks.md`. */
export function benchmarksPage(sections: readonly Section[], findings: StoredFindings): string {
  const measured = sections.flatMap((section) => {
    const stored = findings[section.letter];
    return stored ? [{ section, stored }] : [];
  });
  const goals = measured.flatMap(({ section, stored }) =>
    stored.finding.goals.map((goal) => goalRow(section, stored, goal)),
  );
  const columns = ['', 'goal', 'reached', 'previous run', ''];
  return [
    INTRODUCTION,
    machines(measured.map(({ stored }) => stored)),
    '## Goals',
    markdownTable(columns, goals),
    ...measured.map(({ section, stored }) => sectionText(section, stored)),
    '',
  ].join('\n\n');
}

function machines(stored: readonly StoredFinding[]): string {
  const runs = new Set(stored.map(({ date, machine }) => `Measured on ${date} on ${machine}.`));
  return [...runs].join('\n\n');
}

function goalRow({ letter, title }: Section, { before }: StoredFinding, goal: Goal): string[] {
  const { what, reached, limit, atLeast, unit = '' } = goal;
  const last = before[what];
  return [
    `[${letter}](#${anchorOf(letter, title)}) ${what}`,
    `${atLeast ? '≥' : '≤'} ${times(limit)}${unit}`,
    `**${times(reached)}${unit}**`,
    last === undefined ? '' : `${times(last)}${unit}`,
    isReached(goal) ? 'yes' : 'not yet',
  ];
}

function sectionText({ letter, title }: Section, { finding }: StoredFinding): string {
  const { how, tables, remarks = [] } = finding;
  return [
    `## ${headingOf(letter, title)}`,
    how,
    ...tables.map((table) => markdownTable(table.columns, table.rows)),
    ...remarks.map((remark) => `* ${remark}`),
  ].join('\n\n');
}

const headingOf = (letter: string, title: string): string => `${letter}. ${title}`;

/** The anchor that GitHub generates for a heading. */
const anchorOf = (letter: string, title: string): string =>
  headingOf(letter, title)
    .toLowerCase()
    .replaceAll(/[^a-z0-9 -]/g, '')
    .replaceAll(' ', '-');
