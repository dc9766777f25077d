import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundleLambdas } from '../../../bundle/bundle-lambdas';
import { timeCommand } from '../measuring/command';
import { inRounds, type Sample } from '../measuring/rounds';
import { median, ratioOf } from '../measuring/statistics';
import type { Finding } from '../report/finding';
import { milliseconds, times } from '../report/numbers';
import type { Bench } from './section';

const MAIN_GOAL_S = 3;
const TESTS_GOAL_S = 20;
const ROUNDS = { min: 3, max: 5, budgetMs: 60_000 };
const QUICK_ROUNDS = { min: 1, max: 1, budgetMs: 1 };

const HOW = `The duration of working on the infrastructure: \`main.ts\` (all stacks, with the functions already bundled),
\`npx cdktf synth\` as a whole, the infrastructure tests in their own process, and all tests.`;

const MAIN = [process.execPath, '--import', 'tsx', 'main.ts'];
const TESTS = ['npx', 'jest', '__tests__/stacks'];
const ALL_TESTS = ['npx', 'jest'];

/** All tests, once, because they take minutes. @returns undefined when a test fails */
async function allTests(): Promise<Sample | undefined> {
  try {
    return await timeCommand(ALL_TESTS);
  } catch {
    return undefined;
  }
}

export async function measure({ quick, progress }: Bench): Promise<Finding> {
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
  if (!quick) progress('all tests');
  const all = quick ? undefined : await allTests();
  const seconds = (name: string) => median(measured.wall(name)) / 1000;
  const row = (name: string, share: string) => [
    name,
    milliseconds(measured.wall(name)),
    milliseconds(measured.cpu(name)),
    share,
  ];
  const ofSynth = ratioOf(measured.wall('main.ts'), measured.wall('npx cdktf synth')).median;
  const ofTests = all && median(measured.cpu('infrastructure tests')) / all.cpuMs;
  return {
    how: HOW,
    tables: [
      {
        columns: ['', 'time', 'CPU', 'share'],
        rows: [
          row('main.ts', `${times(ofSynth)} of the time of cdktf synth`),
          row('npx cdktf synth', ''),
          row('infrastructure tests', ofTests ? `${times(ofTests)} of the CPU of all tests` : ''),
          ...(all ? [['all tests', milliseconds([all.wallMs]), milliseconds([all.cpuMs]), '']] : []),
        ],
      },
    ],
    goals: [
      { what: 'Time inside `main.ts`', reached: seconds('main.ts'), limit: MAIN_GOAL_S, unit: ' s' },
      {
        what: 'Infrastructure tests',
        reached: seconds('infrastructure tests'),
        limit: TESTS_GOAL_S,
        unit: ' s',
      },
    ],
    remarks: quick || all ? [] : ['A test failed, so the share of all tests is unknown. See `npm test`.'],
  };
}
