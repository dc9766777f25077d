import { IMPORTS } from '../cold-start/imports';
import {
  emptyProgram,
  functionProgram,
  importProgram,
  type Program,
  sharpProgram,
} from '../cold-start/programs';
import { startProcess } from '../cold-start/start-process';
import type { Finding } from '../finding';
import { inRounds, type Measured } from '../measuring/rounds';
import { ratioOf } from '../measuring/statistics';
import { milliseconds, range, times } from '../report/numbers';
import type { Bench, Section } from '../section';

const GOAL = 2.2;
const SHARP = "require('sharp')";
const ROUNDS = { least: 15, most: 31, budgetMs: 90_000 };
const QUICK_ROUNDS = { least: 7, budgetMs: 10_000 };

const HOW = `From the start of a Node.js process until the function, from its own package for this machine, has answered
its first event (S3's test event, which asks nothing of AWS); every client is made by then. *Added* is on top of an
empty process; the ratio is against what \`require('sharp')\` alone adds. Below, each import alone, bundled as the
function is; they share code and parts of Node.js, so they add up to more than the whole.`;

/** What each round added to that round's empty process. */
const added = (values: readonly number[], empty: readonly number[]): number[] =>
  values.map((value, round) => value - (empty[round] ?? 0));

function row(name: string, measured: Measured): string[] {
  const cpu = (of: string) => added(measured.cpu(of), measured.cpu('empty'));
  const wall = (of: string) => added(measured.wall(of), measured.wall('empty'));
  const ratio = ratioOf(cpu(name), cpu(SHARP));
  // Of a few milliseconds, a ratio would only tell the noise.
  const ratios = name in IMPORTS ? ['', ''] : [times(ratio.median), range(ratio)];
  return [name, milliseconds(cpu(name)), ...ratios, milliseconds(wall(name))];
}

async function measure(programs: readonly Program[], { quick, progress }: Bench): Promise<Measured> {
  const contenders = programs.map((program) => ({
    name: program.name,
    measure: () => startProcess(program),
  }));
  return inRounds(contenders, {
    ...(quick ? QUICK_ROUNDS : ROUNDS),
    onRound: (round) => progress(`round ${round}`),
  });
}

async function run(bench: Bench): Promise<Finding> {
  bench.progress('bundling');
  const [empty, sharp, first] = [await emptyProgram(), await sharpProgram(), await functionProgram()];
  const imports: Program[] = [];
  for (const [name, statements] of Object.entries(IMPORTS))
    imports.push(await importProgram(name, statements));
  const again = { ...first, name: 'first answer again' };
  const programs = [empty, sharp, first, again, ...imports];
  const measured = await measure(programs, bench);

  const of = (name: string) => added(measured.cpu(name), measured.cpu('empty'));
  const ratio = ratioOf(of('first answer'), of(SHARP));
  const columns = ['', 'CPU added', 'against sharp', 'middle half', 'time added'];
  return {
    how: HOW,
    tables: [{ columns, rows: programs.slice(1).map(({ name }) => row(name, measured)) }],
    charts: [
      {
        title: 'CPU added to an empty process at cold start',
        unit: "times what require('sharp') alone adds",
        bars: programs.slice(2, 4).map(({ name }) => {
          const { median: value, least, most } = ratioOf(of(name), of(SHARP));
          return { label: name, value, least, most, ours: name.startsWith('first answer') };
        }),
        goal: GOAL,
      },
    ],
    goals: [{ what: "Cold start added, against require('sharp')", reached: ratio.median, limit: GOAL }],
    remarks: [`An empty process takes ${milliseconds(measured.cpu('empty'))}; ${measured.rounds} rounds.`],
  };
}

export const coldStart: Section = { letter: 'f', title: 'Cold start', run };
