import { EXIT, OperatorError } from '../../cli/exit-codes';
import type { Terminal } from '../../cli/terminal';
import type { Darkroom } from '../../connection/connection';
import type { ApplyRun } from './apply-run';
import { type Ending, type Following, followImage } from './follow-image';
import { QueueWatch } from './queue-watch';
import type { QueuedImage } from './queued-images';

export interface FollowOptions {
  /** Seconds. */
  readonly patience: number;
  readonly tell: Terminal;
  readonly signal: AbortSignal;
}

/** How many of the queued images ended in which way. */
export interface Followed {
  readonly done: number;
  readonly failed: number;
  readonly lost: number;
  readonly isInterrupted: boolean;
}

const following = (darkroom: Darkroom, { patience, signal }: FollowOptions): Following => ({
  catalog: darkroom.catalog,
  queue: new QueueWatch(darkroom),
  patienceMs: patience * 1000,
  signal,
});

/** Follows everything that a run has queued to its end, in the order of the queue. */
export async function followAll(
  darkroom: Darkroom,
  run: ApplyRun,
  options: FollowOptions,
): Promise<Followed> {
  const { tell } = options;
  const watch = following(darkroom, options);
  const counts = { done: 0, failed: 0, gone: 0, lost: 0 };
  for await (const image of run.images.read()) {
    const ending = await followImage(image, watch);
    if (ending.kind === 'interrupted') return { ...counts, isInterrupted: true };
    counts[ending.kind] += 1;
    tellEnding(image, ending, tell);
    const { done, failed, gone, lost } = counts;
    tell.progress(`${done + failed + gone + lost} of ${run.progress.queued} done, ${failed} failed`);
  }
  return { ...counts, isInterrupted: false };
}

function tellEnding({ key }: QueuedImage, ending: Ending, tell: Terminal): void {
  if (ending.kind === 'failed') {
    const { error } = ending.record;
    tell.result(`${key} failed: ${error?.message} (${error?.code})`, { failed: key, error });
  }
  if (ending.kind === 'lost') {
    tell.result(`${key} was not worked on: npm run images -- explain '${key}' tells why.`, { lost: key });
  }
}

/**
 * Follows the first image of a run alone. Answers whether it came out as today's recipe wants it, false when
 * nobody can tell.
 * @throws OperatorError when it does not come out as today's recipe wants it: with another recipe deployed,
 *   going on would announce every image again and make none
 */
export async function proveFirst(
  darkroom: Darkroom,
  image: QueuedImage,
  options: FollowOptions,
): Promise<boolean> {
  options.tell.progress(`${image.key} goes ahead alone`);
  const ending = await followImage(image, following(darkroom, options));
  const isProven = 'record' in ending && ending.record.recipe === darkroom.recipeId;
  if (isProven || ending.kind === 'gone' || ending.kind === 'interrupted') return isProven;
  const found =
    'record' in ending
      ? `came out with recipe ${ending.record.recipe}, not ${darkroom.recipeId}`
      : 'was not made again, although the queue is empty';
  throw new OperatorError(
    `The first image, ${image.key}, ${found}. Nothing else was queued. Deploy the pipeline with the settings of this command first (npx cdktf deploy pipeline), or see npm run images -- explain '${image.key}'.`,
    EXIT.findings,
  );
}
