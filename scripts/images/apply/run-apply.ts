import { confirm } from '../../cli/confirm';
import { EXIT } from '../../cli/exit-codes';
import { interruptible } from '../../cli/interruptible';
import { counted } from '../../cli/quantities';
import { openTerminal, type Terminal } from '../../cli/terminal';
import { type ConnectionOptions, connect, type Darkroom } from '../../connection/connection';
import { estimateTerms } from '../plan/estimate';
import { makePlan } from '../plan/plan-images';
import { aboutDollars, planLines } from '../plan/plan-text';
import { type SelectionOptions, selectionOf } from '../selection/options';
import type { Selection } from '../selection/selection';
import { ApplyRun } from './apply-run';
import { type Followed, followAll, proveFirst } from './follow-run';
import { type QueueingEnd, queueImages } from './queue-images';

export interface ApplyOptions extends ConnectionOptions, SelectionOptions {
  readonly yes?: boolean;
  readonly wait?: boolean;
  readonly fromStart?: boolean;
  readonly rate: number;
  /** US dollars for the whole run; no limit when absent. */
  readonly maxCost?: number;
  /** Seconds. */
  readonly patience: number;
}

/** Processes a selection of images again. @returns the exit code */
export async function runApply(options: ApplyOptions): Promise<number> {
  const terminal = openTerminal(options.json ?? false);
  const darkroom = await connect(options);
  const selection = selectionOf(options);
  if (options.fromStart) new ApplyRun(darkroom, selection).clear();
  const run = new ApplyRun(darkroom, selection);
  const { queued, startedAt, isQueued } = run.progress;
  if (queued > 0) {
    const since = new Date(startedAt).toISOString();
    terminal.remark(`Continuing the run of ${since}, which has queued ${counted(queued, 'image')}.`);
  }
  if (!isQueued && !(await consent(darkroom, selection, run, options, terminal))) return EXIT.ok;
  return interruptible(async (signal) => {
    const end = isQueued
      ? 'queued'
      : await queueSelection(darkroom, selection, run, options, terminal, signal);
    const followed = options.wait
      ? await followAll(darkroom, run, { ...options, terminal, signal })
      : undefined;
    const isOver = end === 'queued' && !followed?.isInterrupted;
    const code = summarize(end, run, followed, terminal);
    if (run.progress.queued > 0) remarkOnCaches(darkroom, terminal);
    if (isOver) run.clear();
    return code;
  });
}

/** Invalidating everything costs as much as invalidating one image, so reprocessed images are not invalidated one by one. */
function remarkOnCaches({ settings, names }: Darkroom, terminal: Terminal): void {
  if (settings.DELIVERY === 'none') return;
  terminal.remark(
    `The caches of the CDN keep earlier previews at the same addresses. When all images are processed: aws cloudfront create-invalidation --paths '/previews/*' --distribution-id "$(aws cloudfront list-distributions --query "DistributionList.Items[?Comment=='${names.delivery}'].Id" --output text)"`,
  );
}

/** Shows the plan and asks for confirmation. @returns false if there is nothing to do, or without confirmation */
async function consent(
  darkroom: Darkroom,
  selection: Selection,
  run: ApplyRun,
  options: ApplyOptions,
  terminal: Terminal,
): Promise<boolean> {
  const { place, queued, usd } = run.progress;
  const plan = await makePlan(darkroom, selection, {
    terms: await estimateTerms(darkroom, options.rate),
    ...(place && { after: place }),
    onImage: (images) => terminal.progress(`${counted(images, 'image')} found`),
  });
  for (const line of planLines(plan, darkroom, options.rate)) terminal.remark(line);
  if (plan.images === 0 && queued === 0) {
    terminal.result('Nothing to do.', { queued: 0 });
    return false;
  }
  if (plan.images === 0) return true;
  if (usd + plan.usd > (options.maxCost ?? Infinity)) {
    terminal.remark(`This exceeds --max-cost ${options.maxCost}. The run will stop before the limit.`);
  }
  return confirm(`Process ${counted(plan.images, 'image')} for ${aboutDollars(plan.usd)}?`, options);
}

async function queueSelection(
  darkroom: Darkroom,
  selection: Selection,
  run: ApplyRun,
  options: ApplyOptions,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<QueueingEnd> {
  return queueImages(darkroom, {
    selection,
    run,
    rate: options.rate,
    maxCost: options.maxCost ?? Infinity,
    terms: await estimateTerms(darkroom, options.rate),
    signal,
    onMissing: (key) =>
      terminal.result(`${key} has no original; npm run reconcile -- --fix records its deletion.`, {
        missing: key,
      }),
    onSkipped: (reason, key) => {
      if (reason === 'archived') terminal.result(`${key} is in an archive: skipped.`, { archived: key });
    },
    onQueued: (count) => terminal.progress(`${counted(count, 'image')} queued`),
    prove: async (image) => {
      try {
        return await proveFirst(darkroom, image, { ...options, terminal, signal });
      } catch (error) {
        // The next run has to queue the first image again as well.
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
  terminal: Terminal,
): number {
  const { done, failed, lost, isInterrupted } = followed ?? {
    done: 0,
    failed: 0,
    lost: 0,
    isInterrupted: false,
  };
  const ended = end === 'queued' && isInterrupted ? 'interrupted' : end;
  const outcomes = followed ? ` ${done} completed, ${failed} failed, ${lost} not processed.` : '';
  terminal.result(`${counted(queued, 'image')} queued for ${aboutDollars(usd)}.${outcomes}`, {
    ended,
    queued,
    usd: Number(usd.toFixed(6)),
    ...(followed && { done, failed, lost }),
  });
  if (ended === 'interrupted') {
    terminal.remark('Interrupted. Run the same command again to continue.');
    return EXIT.interrupted;
  }
  if (ended === 'over-budget')
    terminal.remark('Stopped at --max-cost. Run the same command with a higher limit to continue.');
  return ended === 'over-budget' || failed > 0 || lost > 0 ? EXIT.findings : EXIT.ok;
}
