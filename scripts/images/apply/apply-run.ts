import { createHash } from 'node:crypto';
import { DAY_MS } from '../../../lambda/domain/days';
import { MAX_RETENTION_DAYS } from '../../../stacks/queue-retention';
import { Checkpoint } from '../../cli/checkpoint';
import type { Darkroom } from '../../connection/connection';
import type { Place } from '../selection/selected-image';
import type { Selection } from '../selection/selection';
import { QueuedImages } from './queued-images';

/** The progress of a run of `images apply`. */
export interface Progress {
  /** Epoch milliseconds. */
  readonly startedAt: number;
  /** The place of the last queued image. */
  readonly place?: Place;
  readonly queued: number;
  /** Estimated cost of the queued images in US dollars. */
  readonly usd: number;
  /** Whether the first image was processed with the current recipe. */
  readonly isProven: boolean;
  readonly isQueued: boolean;
}

/** For the time of queueing, and for clock differences. */
const MARGIN_DAYS = 1;

/**
 * Longer than any message of the run can stay in the uploads queue or the dead-letter queue. After that, continuing the
 * run would only skip images that have become outdated since.
 */
const LIFE_MS = (MAX_RETENTION_DAYS + MARGIN_DAYS) * DAY_MS;

/** One run over one selection with one recipe. It can be interrupted and continued. */
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
