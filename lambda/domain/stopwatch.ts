/** Measures one attempt and its stages. All durations are in milliseconds. */
export class Stopwatch {
  /** Epoch milliseconds. */
  readonly startedAt: number;
  private lapStartedAt: number;

  constructor(private readonly now: () => number) {
    this.startedAt = now();
    this.lapStartedAt = this.startedAt;
  }

  /** Ends a stage and starts the next. @returns the duration of the stage */
  lap(): number {
    const time = this.now();
    const took = time - this.lapStartedAt;
    this.lapStartedAt = time;
    return took;
  }

  /** @returns the duration of the attempt so far */
  elapsed(): number {
    return this.now() - this.startedAt;
  }
}
