import type { Random } from './random';
import type { Upload } from './uploads';

export interface HeldBatch {
  readonly batch: readonly Upload[];
  /** Seconds. */
  readonly receivedAt: number;
}

/** Throttled batches. Lambda retries them in random order. */
export class HeldBatches {
  private readonly batches = new Set<HeldBatch>();

  constructor(private readonly random: Random) {}

  get size(): number {
    return this.batches.size;
  }

  /** The time at which the oldest batch was received; Infinity if there is none. */
  get firstReceivedAt(): number {
    const [first] = this.batches;
    return first?.receivedAt ?? Infinity;
  }

  /** Adds a batch. Batches have to be added in the order of their receipt. */
  add(batch: HeldBatch): void {
    this.batches.add(batch);
  }

  takeAny(): HeldBatch | undefined {
    let place = Math.floor(this.random() * this.batches.size);
    for (const held of this.batches) {
      if (place-- > 0) continue;
      this.batches.delete(held);
      return held;
    }
    return undefined;
  }

  /** Removes the batches received at least `seconds` ago. */
  takeExpired(now: number, seconds: number): HeldBatch[] {
    const taken: HeldBatch[] = [];
    for (const held of this.batches) {
      if (held.receivedAt + seconds > now) break;
      this.batches.delete(held);
      taken.push(held);
    }
    return taken;
  }
}
