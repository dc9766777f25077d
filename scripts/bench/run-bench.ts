import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PROJECT_FOLDER } from '../cli/project-folder';
import type { Terminal } from '../cli/terminal';
import { textTable } from '../cli/text-table';
import { WorkerProcess } from './measuring/worker-process';
import { PhotoShelf } from './photos/photo-shelf';
import { describeMachine } from './report/describe-machine';
import { type Finding, type Goal, isReached } from './report/finding';
import { benchmarksPage } from './report/markdown';
import { times } from './report/numbers';
import { storeFinding } from './report/stored-findings';
import { SECTIONS } from './sections';
import type { Section } from './sections/section';

const PAGE = 'docs/benchmarks.md';

/** Runs sections and prints each finding. A full run also stores it and rewrites the page. */
export async function runBench(
  sections: readonly Section[],
  quick: boolean,
  terminal: Terminal,
): Promise<void> {
  const [machine, date] = [describeMachine(), new Date().toISOString().slice(0, 10)];
  terminal.remark(machine);
  for (const section of sections) {
    const progress = (text: string) => terminal.progress(`${section.letter}  ${text}`);
    const finding = await section
      .run({ quick, progress, photos: new PhotoShelf(progress) })
      .finally(() => WorkerProcess.endAll());
    terminal.result(findingText(section, finding).split('\n'), { section: section.letter, ...finding });
    if (quick) continue;
    const findings = storeFinding(section.letter, { date, machine, finding });
    writeFileSync(join(PROJECT_FOLDER, PAGE), benchmarksPage(SECTIONS, findings));
  }
  if (!quick) terminal.remark(`Written to ${PAGE}.`);
}

const findingText = ({ letter, title }: Section, { tables, goals, remarks = [] }: Finding): string =>
  [
    `\n${letter}. ${title}\n`,
    ...tables.flatMap((table) => [...textTable(table), '']),
    ...remarks,
    ...goals.map(goalLine),
  ].join('\n');

function goalLine(goal: Goal): string {
  const { what, reached, limit, atLeast, unit = '' } = goal;
  const target = `${atLeast ? 'at least' : 'at most'} ${times(limit)}${unit}`;
  return `${isReached(goal) ? 'reached' : 'NOT YET'}  ${what}: ${times(reached)}${unit} (${target})`;
}
