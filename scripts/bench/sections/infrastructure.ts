import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundleLambdas } from '../../bundle-lambdas';
import type { Finding } from '../finding';
import { timeCommand } from '../measuring/command';
import { inRounds } from '../measuring/rounds';
import { median, ratioOf } from '../measuring/statistics';
import { milliseconds, times } from '../report/numbers';
import type { Bench, Section } from '../section';

const MAIN_GOAL_S = 3;
const TESTS_GOAL_S = 20;
const ROUNDS = { least: 3, most: 5, budgetMs: 60_000 };
const QUICK_ROUNDS = { least: 1, most: 1, budgetMs: 1 };

const HOW = `What waiting for the infrastructure's code costs: \`main.ts\` (all stacks, with the functions packed already),
the whole of \`npx cdktf synth\` around it, and the infrastructure tests as a process of their own.`;

const MAIN = [process.execPath, '--import', 'tsx', 'main.ts'];
const TESTS = ['npx', 'jest', '__tests__/stacks'];

async function run({ quick, progress }: Bench): Promise<Finding> {
  progress('bundling');
  await bundleLambdas({ target: 'lambda' });
  const outdir = mkdtempSync(join(tmpdir(), 'darkroom-bench-'));
  const inMain = { environment: { CDKTF_OUTDIR: join(outdir, 'main') } };
  const synth = ['npx', 'cdktf', 'synth', '--output', join(outdir, 'synth')];
  const measured = await inRounds(
    [
      { name: 'main.ts', measure: () => timeCommand(MAIN, inMain) },
      { name: 'npx cdktf synth', measure: () => timeCommand(synth) },
      { name: 'infrastructure tests', measure: () => timeCommand(TESTS) },
    ],
    { ...(quick ? QUICK_ROUNDS : ROUNDS), onRound: (round) => progress(`round ${round}`) },
  );
  rmSync(outdir, { recursive: true, force: true });
  const seconds = (name: string) => median(measured.wall(name)) / 1000;
  const row = (name: string) => {
    const share = times(ratioOf(measured.wall(name), measured.wall('npx cdktf synth')).median);
    return [name, milliseconds(measured.wall(name)), milliseconds(measured.cpu(name)), share];
  };
  return {
    how: HOW,
    tables: [
      {
        columns: ['', 'time', 'CPU', 'time against cdktf synth'],
        rows: ['main.ts', 'npx cdktf synth', 'infrastructure tests'].map(row),
      },
    ],
    charts: [],
    goals: [
      { what: 'Time inside `main.ts`', reached: seconds('main.ts'), limit: MAIN_GOAL_S, unit: ' s' },
      {
        what: 'Infrastructure tests',
        reached: seconds('infrastructure tests'),
        limit: TESTS_GOAL_S,
        unit: ' s',
      },
    ],
    remarks: [],
  };
}

export const infrastructure: Section = { letter: 'h', title: 'Synthesizing and testing the stacks', run };
