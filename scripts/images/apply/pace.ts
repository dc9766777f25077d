import { setTimeout as sleep } from 'node:timers/promises';

/** Spreads work over time: so many a second on the whole, with no bursts to make up for pauses. */
export class Pace {
  private free = 0;

  constructor(
    private readonly perSecond: number,
    private readonly now: () => number = Date.now,
    private readonly wait: (ms: number) => Promise<unknown> = sleep,
  ) {}

  /** Resolves when so many more may be begun. */
  async turn(count: number): Promise<void> {
    const pause = this.free - this.now();
    if (pause > 0) await this.wait(pause);
    this.free = Math.max(this.free, this.now()) + (count / this.perSecond) * 1000;
  }
}
