import { setTimeout as sleep } from 'node:timers/promises';

/** Limits a rate: `perSecond` items a second on average, without a burst after a pause. */
export class Pace {
  private free = 0;

  constructor(
    private readonly perSecond: number,
    private readonly now: () => number = Date.now,
    private readonly wait: (ms: number) => Promise<unknown> = sleep,
  ) {}

  /** Resolves when `count` more items may start. */
  async turn(count: number): Promise<void> {
    const pause = this.free - this.now();
    if (pause > 0) await this.wait(pause);
    this.free = Math.max(this.free, this.now()) + (count / this.perSecond) * 1000;
  }
}
