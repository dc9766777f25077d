import { type Chart, type Goal, isReached, type Table } from '../finding';
import type { Section } from '../section';
import { times } from './numbers';
import type { StoredFinding, StoredFindings } from './stored-findings';

const INTRODUCTION = `# Benchmarks

What Darkroom costs, as ratios of things measured side by side in one run: their rounds alternate, the numbers are
medians, and what other programs on the machine did meets both alike. Ratios carry over to other machines, absolute
times do not. \`npm run bench\` measures all of it again and rewrites this page; \`npm run bench -- --help\` tells the
rest.`;

/** The whole page. Charts are named by their section's letter, beside it in \`benchmarks/\`. */
export function benchmarksPage(sections: readonly Section[], findings: StoredFindings): string {
  const measured = sections.flatMap((section) => {
    const stored = findings[section.letter];
    return stored ? [{ section, stored }] : [];
  });
  const goals = measured.flatMap(({ section, stored }) =>
    stored.finding.goals.map((goal) => goalRow(section, stored, goal)),
  );
  const columns = ['', 'goal', 'reached', 'the run before', ''];
  return [
    INTRODUCTION,
    machines(measured.map(({ stored }) => stored)),
    '## Goals',
    markdownTable({ columns, rows: goals }),
    ...measured.map(({ section, stored }) => sectionText(section, stored)),
    '',
  ].join('\n\n');
}

/** Where a section's chart is, relative to the page. */
export const chartFile = (letter: string, index: number): string =>
  `benchmarks/${letter}${index > 0 ? index + 1 : ''}.svg`;

export function markdownTable({ columns, rows }: Table): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(columns), line(columns.map(() => '---')), ...rows.map(line)].join('\n');
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
  const { how, tables, charts, remarks } = finding;
  const drawn = charts.map((chart: Chart, index) => `![${chart.title}](${chartFile(letter, index)})`);
  return [
    `## ${headingOf(letter, title)}`,
    how,
    ...tables.map(markdownTable),
    ...remarks.map((remark) => `* ${remark}`),
    ...drawn,
  ].join('\n\n');
}

const headingOf = (letter: string, title: string): string => `${letter}. ${title}`;

/** As GitHub makes links to headings. */
const anchorOf = (letter: string, title: string): string =>
  headingOf(letter, title)
    .toLowerCase()
    .replaceAll(/[^a-z0-9 -]/g, '')
    .replaceAll(' ', '-');
