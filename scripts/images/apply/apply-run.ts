import { createHash } from 'node:crypto';
import { Checkpoint } from '../../cli/checkpoint';
import type { Darkroom } from '../../connection/connection';
import type { Place } from '../selection/selected-images';
import type { Selection } from '../selection/selection';
import { QueuedImages } from './queued-images';

/** How far a run of `images apply` is. */
export interface Progress {
  /** Epoch milliseconds. */
  readonly startedAt: number;
  /** The last image that is behind us. */
  readonly place?: Place;
  readonly queued: number;
  /** US dollars that the queued ones are likely to cost. */
  readonly usd: number;
  /** The first image came out as today's recipe wants it. */
  readonly isProven: boolean;
  readonly isQueued: boolean;
}

/**
 * A message waits this long in the uploads queue: what an older run queued is done, or dead, and its place
 * would only hide what is outdated by now.
 */
const LIFE_MS = 4 * 24 * 3_600_000;

/** One run over one selection with one recipe, which may be interrupted and gone on with. */
export class ApplyRun {
  readonly images: QueuedImages;
  private readonly checkpoint: Checkpoint<Progress>;
  private state: Progress;

  constructor(darkroom: Pick<Darkroom, 'sourceBucket' | 'recipeId'>, selection: Selection, now = Date.now()) {
    const what = JSON.stringify([selection, darkroom.recipeId]);
    const name = createHash('sha256').update(what).digest('hex').slice(0, 12);
    const path = `.darkroom/apply-${darkroom.sourceBucket}-${name}`;
    this.checkpoint = new Checkpoint(`${path}.json`);
    this.images = new QueuedImages(`${path}.jsonl`);
    const kept = this.checkpoint.read();
    this.state =
      kept && now - kept.startedAt < LIFE_MS
        ? kept
        : { startedAt: now, queued: 0, usd: 0, isProven: false, isQueued: false };
    if (this.state !== kept) this.images.clear();
  }

  get progress(): Progress {
    return this.state;
  }

  advance(change: Partial<Progress>): void {
    this.state = { ...this.state, ...change };
    this.checkpoint.write(this.state);
  }

  clear(): void {
    this.checkpoint.clear();
    this.images.clear();
  }
}
