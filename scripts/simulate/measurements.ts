/** The metrics of one minute. */
export interface Minute {
  /** Visible messages at the end of the minute. */
  readonly waiting: number;
  /** Running batches at its end. */
  readonly running: number;
  /** Age of the oldest message at its end, in seconds. */
  readonly age: number;
  readonly deadLetters: number;
  /** Invocations that timed out. */
  readonly errors: number;
  readonly throttles: number;
  /** Duration of each completed invocation in milliseconds. */
  readonly durations: readonly number[];
}

type Gauges = Pick<Minute, 'waiting' | 'running' | 'age' | 'deadLetters'>;

const SECONDS = 60;

/** Collects the metrics of a simulation per minute. */
export class Measurements {
  readonly minutes: Minute[] = [];
  private errors = 0;
  private throttles = 0;
  private durations: number[] = [];

  /** The end of the current minute, in seconds. */
  get minuteEnd(): number {
    return (this.minutes.length + 1) * SECONDS;
  }

  invocation(duration: number, timedOut: boolean): void {
    this.durations.push(duration * 1000);
    if (timedOut) this.errors += 1;
  }

  throttle(): void {
    this.throttles += 1;
  }

  closeMinute(gauges: Gauges): void {
    const { errors, throttles, durations } = this;
    this.minutes.push({ ...gauges, errors, throttles, durations });
    [this.errors, this.throttles, this.durations] = [0, 0, []];
  }
}
