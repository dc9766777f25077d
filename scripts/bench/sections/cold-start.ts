import { IMPORTS } from '../cold-start/imports';
import {
  emptyProgram,
  functionProgram,
  importProgram,
  type Program,
  sharpProgram,
} from '../cold-start/programs';
import { startProcess } from '../cold-start/start-process';
import { inRounds, type Measured } from '../measuring/rounds';
import { ratioOf } from '../measuring/statistics';
import type { Finding } from '../report/finding';
import { milliseconds, range, times } from '../report/numbers';
import type { Bench } from './section';

const GOAL = 2.2;
const SHARP = "require('sharp')";
const ROUNDS = { min: 15, max: 31, budgetMs: 90_000 };
const QUICK_ROUNDS = { min: 7, budgetMs: 10_000 };

const HOW = `From the start of a Node.js process until the function, from its package for this machine, has processed its
first event (S3's test event, which needs no AWS call); all clients have been created by then. *Added* is relative to
an empty process; the ratio compares it with what \`require('sharp')\` alone adds. The imports below are bundled like
the function. They share code and parts of Node.js, so they add up to more than the whole.`;

/** The differences between each round and the empty process of that round. */
const added = (values: readonly number[], empty: readonly number[]): number[] =>
  values.map((value, round) => value - (empty[round] ?? 0));

function row(name: string, measured: Measured): string[] {
  const cpu = (of: string) => added(measured.cpu(of), measured.cpu('empty'));
  const wall = (of: string) => added(measured.wall(of), measured.wall('empty'));
  const ratio = ratioOf(cpu(name), cpu(SHARP));
  // The ratio of a few milliseconds would only show noise.
  const ratios = name in IMPORTS ? ['', ''] : [times(ratio.median), range(ratio)];
  return [name, milliseconds(cpu(name)), ...ratios, milliseconds(wall(name))];
}

async function measurePrograms(programs: readonly Program[], { quick, progress }: Bench): Promise<Measured> {
  const contenders = programs.map((program) => ({
    name: program.name,
    measure: () => startProcess(program),
  }));
  return inRounds(contenders, {
    ...(quick ? QUICK_ROUNDS : ROUNDS),
    onRound: (round) => progress(`round ${round}`),
  });
}

export async function measure(bench: Bench): Promise<Finding> {
  bench.progress('bundling');
  const [empty, sharp, first] = [await emptyProgram(), await sharpProgram(), await functionProgram()];
  const imports: Program[] = [];
  for (const [name, statements] of Object.entries(IMPORTS))
    imports.push(await importProgram(name, statements));
  const again = { ...first, name: 'first response again' };
  const programs = [empty, sharp, first, again, ...imports];
  const measured = await measurePrograms(programs, bench);

  const of = (name: string) => added(measured.cpu(name), measured.cpu('empty'));
  const ratio = ratioOf(of('first response'), of(SHARP));
  const columns = ['', 'CPU added', 'against sharp', 'interquartile range', 'time added'];
  return {
    how: HOW,
    tables: [{ columns, rows: programs.slice(1).map(({ name }) => row(name, measured)) }],
    goals: [{ what: "Cold start added, against require('sharp')", reached: ratio.median, limit: GOAL }],
    remarks: [`An empty process takes ${milliseconds(measured.cpu('empty'))}; ${measured.rounds} rounds.`],
  };
}
