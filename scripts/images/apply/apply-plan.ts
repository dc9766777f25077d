import { confirm } from '../../cli/confirm';
import { EXIT } from '../../cli/exit-codes';
import { interruptible } from '../../cli/interruption';
import { counted, type Terminal, terminal } from '../../cli/terminal';
import { type ConnectionOptions, connect, type Darkroom } from '../../connection/connection';
import { typicalDuration } from '../plan/estimate';
import { makePlan } from '../plan/plan-images';
import { aboutDollars, planLines } from '../plan/plan-words';
import { type SelectionOptions, selectionOf } from '../selection/options';
import type { Selection } from '../selection/selection';
import { ApplyRun } from './apply-run';
import { type Followed, followAll, proveFirst } from './follow-run';
import { type QueueingEnd, queueImages } from './queue-images';

export interface ApplyOptions extends ConnectionOptions, SelectionOptions {
  readonly json?: boolean;
  readonly yes?: boolean;
  readonly wait?: boolean;
  readonly fromStart?: boolean;
  readonly rate: number;
  /** US dollars, for the run on the whole; no limit when absent. */
  readonly maxCost?: number;
  /** Seconds. */
  readonly patience: number;
}

/** Makes a selection of images again. @returns the exit code */
export async function apply(options: ApplyOptions): Promise<number> {
  const tell = terminal(options.json ?? false);
  const darkroom = await connect(options);
  const selection = selectionOf(options);
  if (options.fromStart) new ApplyRun(darkroom, selection).clear();
  const run = new ApplyRun(darkroom, selection);
  const { queued, startedAt, isQueued } = run.progress;
  if (queued > 0) {
    const since = new Date(startedAt).toISOString();
    tell.remark(`Going on with the run of ${since}, which has queued ${counted(queued, 'image')}.`);
  }
  if (!isQueued && !(await consent(darkroom, selection, run, options, tell))) return EXIT.ok;
  return interruptible(async (signal) => {
    const end = isQueued ? 'queued' : await queueSelection(darkroom, selection, run, options, tell, signal);
    const followed = options.wait ? await followAll(darkroom, run, { ...options, tell, signal }) : undefined;
    const isOver = end === 'queued' && !followed?.isInterrupted;
    const code = summarize(end, run, followed, tell);
    if (isOver) run.clear();
    return code;
  });
}

/** Shows what will be done and asks. Answers false when there is nothing to do, or the answer is no. */
async function consent(
  darkroom: Darkroom,
  selection: Selection,
  run: ApplyRun,
  options: ApplyOptions,
  tell: Terminal,
): Promise<boolean> {
  const { place, queued, usd } = run.progress;
  const plan = await makePlan(darkroom, selection, {
    ...(place && { after: place }),
    onImage: (images) => tell.progress(`${counted(images, 'image')} found`),
  });
  for (const line of planLines(plan, darkroom, options.rate)) tell.remark(line);
  if (plan.images === 0 && queued === 0) {
    tell.result('Nothing to do.', { queued: 0 });
    return false;
  }
  if (plan.images === 0) return true;
  if (usd + plan.usd > (options.maxCost ?? Infinity)) {
    tell.remark(`That is more than --max-cost ${options.maxCost}: it will stop before it is passed.`);
  }
  return confirm(`Make ${counted(plan.images, 'image')} for ${aboutDollars(plan.usd)}?`, options);
}

async function queueSelection(
  darkroom: Darkroom,
  selection: Selection,
  run: ApplyRun,
  options: ApplyOptions,
  tell: Terminal,
  signal: AbortSignal,
): Promise<QueueingEnd> {
  return queueImages(darkroom, {
    selection,
    run,
    rate: options.rate,
    maxCost: options.maxCost ?? Infinity,
    typicalMs: await typicalDuration(darkroom.catalog),
    signal,
    onMissing: (key) =>
      tell.result(`${key} has no original any more; npm run reconcile -- --fix records that.`, {
        missing: key,
      }),
    onQueued: (count) => tell.progress(`${counted(count, 'image')} queued`),
    prove: async (image) => {
      try {
        return await proveFirst(darkroom, image, { ...options, tell, signal });
      } catch (error) {
        // The next run has to queue the first image again, too.
        run.clear();
        throw error;
      }
    },
  });
}

function summarize(
  end: QueueingEnd,
  { progress: { queued, usd } }: ApplyRun,
  followed: Followed | undefined,
  tell: Terminal,
): number {
  const { done, failed, lost, isInterrupted } = followed ?? {
    done: 0,
    failed: 0,
    lost: 0,
    isInterrupted: false,
  };
  const ended = end === 'queued' && isInterrupted ? 'interrupted' : end;
  const outcomes = followed ? ` ${done} made, ${failed} failed, ${lost} not worked on.` : '';
  tell.result(`${counted(queued, 'image')} queued for ${aboutDollars(usd)}.${outcomes}`, {
    ended,
    queued,
    usd: Number(usd.toFixed(6)),
    ...(followed && { done, failed, lost }),
  });
  if (ended === 'interrupted') {
    tell.remark('Interrupted. Give the same command again to go on.');
    return EXIT.interrupted;
  }
  if (ended === 'too-dear')
    tell.remark('Stopped at --max-cost. Give the same command with a higher one to go on.');
  return ended === 'too-dear' || failed > 0 || lost > 0 ? EXIT.findings : EXIT.ok;
}
