const COUNTER_BITS = 16n;
const HEX_DIGITS = 16;

/**
 * Generates strictly increasing sequencers of 16 hex digits: the time in milliseconds, then a counter.
 * They keep increasing when the clock stands still or steps back.
 */
export class SequencerClock {
  private last = 0n;

  /** @param now epoch milliseconds */
  constructor(private readonly now: () => number) {}

  next(): string {
    const fromTime = BigInt(Math.trunc(this.now())) << COUNTER_BITS;
    this.last = fromTime > this.last ? fromTime : this.last + 1n;
    return this.current();
  }

  /** The last sequencer. */
  current(): string {
    return this.last.toString(16).toUpperCase().padStart(HEX_DIGITS, '0');
  }

  /** Continues after a sequencer of an earlier run. */
  resumeAfter(sequencer: string): void {
    const seen = BigInt(`0x${sequencer}`);
    if (seen > this.last) this.last = seen;
  }
}
