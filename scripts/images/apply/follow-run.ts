import { recipeOf } from '../../../lambda/domain/previews/recipe-book';
import { EXIT, OperatorError } from '../../cli/exit-codes';
import { shellQuoted } from '../../cli/shell-quoted';
import type { Terminal } from '../../cli/terminal';
import type { Darkroom } from '../../connection/connection';
import type { ApplyRun } from './apply-run';
import { type Ending, type Following, followImage } from './follow-image';
import { QueueWatch } from './queue-watch';
import type { QueuedImage } from './queued-images';

export interface FollowOptions {
  /** Seconds. */
  readonly patience: number;
  readonly terminal: Terminal;
  readonly signal: AbortSignal;
}

/** The number of queued images by outcome. */
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

/** Waits for the outcome of every image that a run has queued, in that order. */
export async function followAll(
  darkroom: Darkroom,
  run: ApplyRun,
  options: FollowOptions,
): Promise<Followed> {
  const { terminal } = options;
  const watch = following(darkroom, options);
  const counts = { done: 0, failed: 0, gone: 0, lost: 0 };
  for await (const image of run.images.read()) {
    const ending = await followImage(image, watch);
    if (ending.kind === 'interrupted') return { ...counts, isInterrupted: true };
    counts[ending.kind] += 1;
    reportEnding(image, ending, terminal);
    const { done, failed, gone, lost } = counts;
    terminal.progress(`${done + failed + gone + lost} of ${run.progress.queued} done, ${failed} failed`);
  }
  return { ...counts, isInterrupted: false };
}

function reportEnding({ key }: QueuedImage, ending: Ending, terminal: Terminal): void {
  if (ending.kind === 'failed') {
    const { error } = ending.record;
    terminal.result(`${key} failed: ${error?.message} (${error?.code})`, { failed: key, error });
  }
  if (ending.kind === 'lost') {
    terminal.result(`${key} was not processed. To see why: npm run images -- explain ${shellQuoted(key)}`, {
      lost: key,
    });
  }
}

/**
 * Waits for the first image of a run before the others are queued.
 * @returns whether the current recipe was applied; false when that is unknown
 * @throws OperatorError when another recipe was applied: the run would publish every event again and change
 *   nothing
 */
export async function proveFirst(
  darkroom: Darkroom,
  image: QueuedImage,
  options: FollowOptions,
): Promise<boolean> {
  options.terminal.progress(`Processing ${image.key} first`);
  const ending = await followImage(image, following(darkroom, options));
  const recipeId = recipeOf(darkroom.recipes, image.key).id;
  const isProven = 'record' in ending && ending.record.recipe === recipeId;
  if (isProven || ending.kind === 'gone' || ending.kind === 'interrupted') return isProven;
  const found =
    'record' in ending
      ? `was processed with recipe ${ending.record.recipe}, not ${recipeId}`
      : 'was not processed, although the queue is empty';
  throw new OperatorError(
    `The first image, ${image.key}, ${found}. Nothing else was queued. Deploy the pipeline with the settings of this command first (npx cdktf deploy pipeline), or see npm run images -- explain ${shellQuoted(image.key)}.`,
    EXIT.findings,
  );
}
