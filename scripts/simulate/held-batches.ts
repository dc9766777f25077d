import type { Random } from './random';
import type { Upload } from './uploads';

export interface HeldBatch {
  readonly batch: readonly Upload[];
  /** Seconds. */
  readonly receivedAt: number;
}

/** Batches that were read from the queue and found no function free. Which of them is next is chance. */
export class HeldBatches {
  private readonly batches = new Set<HeldBatch>();

  constructor(private readonly random: Random) {}

  get size(): number {
    return this.batches.size;
  }

  /** When the one held longest was received; Infinity when there is none. */
  get firstReceivedAt(): number {
    const [first] = this.batches;
    return first?.receivedAt ?? Infinity;
  }

  /** Batches are added in the order in which they were received. */
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

  /** Takes those that were received so many seconds ago. */
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
