import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command, InvalidArgumentError } from 'commander';
import { textTable } from '../cli/text-table';
import { type Finding, type Goal, isReached } from './finding';
import { PhotoShelf } from './photos/photo-shelf';
import { CHARTS, REPORT } from './places';
import { barChart } from './report/bar-chart';
import { describeMachine } from './report/machine';
import { benchmarksPage, chartFile } from './report/markdown';
import { times } from './report/numbers';
import { type StoredFindings, storeFinding } from './report/stored-findings';
import type { Section } from './section';
import { SECTIONS } from './sections';

interface Options {
  readonly only?: readonly Section[];
  readonly quick?: boolean;
}

const CLEAR_LINE = '\r\u001b[2K';

function chosenSections(letters: string): Section[] {
  return letters.split(',').map((letter) => {
    const section = SECTIONS.find((one) => one.letter === letter.trim().toLowerCase());
    if (!section) {
      const known = SECTIONS.map((one) => one.letter).join(', ');
      throw new InvalidArgumentError(`"${letter}" is no section. There are ${known}, e.g. --only a,d`);
    }
    return section;
  });
}

/** Overwrites itself on a terminal; elsewhere each line stays. */
const progressOf =
  ({ letter }: Section) =>
  (text: string): void => {
    process.stderr.write(process.stderr.isTTY ? `${CLEAR_LINE}${letter}  ${text}` : `${letter}  ${text}\n`);
  };

function print({ letter, title }: Section, { tables, goals, remarks }: Finding): void {
  if (process.stderr.isTTY) process.stderr.write(CLEAR_LINE);
  console.log(`\n${letter}. ${title}\n`);
  for (const table of tables) console.log(`${textTable(table)}\n`);
  for (const remark of remarks) console.log(remark);
  for (const goal of goals) console.log(goalLine(goal));
}

function goalLine(goal: Goal): string {
  const { what, reached, limit, atLeast, unit = '' } = goal;
  const asked = `${atLeast ? 'at least' : 'at most'} ${times(limit)}${unit}`;
  return `${isReached(goal) ? 'reached' : 'NOT YET'}  ${what}: ${times(reached)}${unit} (${asked})`;
}

function writeReport(findings: StoredFindings): void {
  mkdirSync(CHARTS, { recursive: true });
  writeFileSync(REPORT, benchmarksPage(SECTIONS, findings));
  for (const [letter, { finding }] of Object.entries(findings)) {
    finding.charts.forEach((chart, index) => {
      writeFileSync(join(REPORT, '..', chartFile(letter, index)), barChart(chart));
    });
  }
}

async function bench({ only = SECTIONS, quick = false }: Options): Promise<void> {
  const [machine, date] = [describeMachine(), new Date().toISOString().slice(0, 10)];
  console.log(machine);
  for (const section of only) {
    const progress = progressOf(section);
    const finding = await section.run({ quick, progress, photos: new PhotoShelf(progress) });
    print(section, finding);
    if (!quick) writeReport(storeFinding(section.letter, { date, machine, finding }));
  }
  if (!quick) console.log('\nWritten to docs/benchmarks.md.');
}

const list = SECTIONS.map(({ letter, title }) => `  ${letter}  ${title}`).join('\n');

const command = new Command('npm run bench --')
  .description('Measures Darkroom side by side with its peers, and writes docs/benchmarks.md.')
  .option('--only <letters>', 'these sections alone, e.g. a,d; the page keeps the others', chosenSections)
  .option('--quick', 'fewer photos and rounds, and the page stays as it is')
  .addHelpText('after', `\nSections:\n${list}`)
  .action(bench);

command.parseAsync().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
