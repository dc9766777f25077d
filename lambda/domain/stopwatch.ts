/** Measures one attempt and its stages, in milliseconds. */
export class Stopwatch {
  /** Epoch milliseconds. */
  readonly startedAt: number;
  private lapStartedAt: number;

  constructor(private readonly now: () => number) {
    this.startedAt = now();
    this.lapStartedAt = this.startedAt;
  }

  /** Ends a stage and starts the next. @returns how long the stage took */
  lap(): number {
    const time = this.now();
    const took = time - this.lapStartedAt;
    this.lapStartedAt = time;
    return took;
  }

  /** @returns how long the whole attempt has taken so far */
  elapsed(): number {
    return this.now() - this.startedAt;
  }
}
