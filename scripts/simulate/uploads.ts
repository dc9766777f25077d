import { Agenda } from './agenda';

/** The number of an upload, in the order in which they were sent. */
export type Upload = number;

export interface UploadsOptions {
  readonly count: number;
  /** Uploads a second; Infinity sends all at once. */
  readonly rate: number;
  readonly maxReceives: number;
}

/**
 * The uploads of a simulation: not yet received, returned to the queue and invisible, or dead letters. Times are in
 * seconds.
 */
export class Uploads {
  readonly total: number;
  private readonly receives: Uint8Array;
  private readonly isOver: Uint8Array;
  private readonly invisible = new Agenda<Upload>();
  private readonly visibleAgain: Upload[] = [];
  private takenAgain = 0;
  private nextNew = 0;
  private oldest = 0;
  private processedCount = 0;
  private deadCount = 0;

  constructor(private readonly options: UploadsOptions) {
    this.total = options.count;
    this.receives = new Uint8Array(options.count);
    this.isOver = new Uint8Array(options.count);
  }

  get processed(): number {
    return this.processedCount;
  }

  get deadLetters(): number {
    return this.deadCount;
  }

  get isEmpty(): boolean {
    return this.processedCount + this.deadCount === this.total;
  }

  /** The time at which the next upload can be received, possibly in the past; Infinity if there is none. */
  get nextVisible(): number {
    if (this.takenAgain < this.visibleAgain.length) return 0;
    const fresh = this.nextNew < this.total ? this.sentAt(this.nextNew) : Infinity;
    return Math.min(fresh, this.invisible.next);
  }

  /** Receives up to `max` visible uploads. Those received too often become dead letters instead. */
  receive(max: number, now: number): Upload[] {
    const batch: Upload[] = [];
    while (batch.length < max) {
      const upload = this.takeReturned(now) ?? this.takeNew(now);
      if (upload === undefined) break;
      const before = this.receives[upload] ?? 0;
      if (before >= this.options.maxReceives) {
        this.end(upload);
        this.deadCount += 1;
      } else {
        this.receives[upload] = before + 1;
        batch.push(upload);
      }
    }
    return batch;
  }

  /** Marks an upload as processed. */
  finish(upload: Upload): void {
    this.end(upload);
    this.processedCount += 1;
  }

  /** Returns an upload that was not processed. It becomes visible again at `visibleAt`. */
  giveBack(upload: Upload, visibleAt: number): void {
    this.invisible.add(visibleAt, upload);
  }

  /** The number of visible messages. */
  waiting(now: number): number {
    this.reappear(now);
    return this.sentBy(now) - this.nextNew + this.visibleAgain.length - this.takenAgain;
  }

  /** Age of the oldest upload that is neither processed nor a dead letter. */
  ageOfOldest(now: number): number {
    while (this.oldest < this.total && this.isOver[this.oldest]) this.oldest += 1;
    return this.oldest < this.total ? Math.max(0, now - this.sentAt(this.oldest)) : 0;
  }

  private takeReturned(now: number): Upload | undefined {
    this.reappear(now);
    const upload = this.visibleAgain[this.takenAgain];
    if (upload !== undefined) this.takenAgain += 1;
    return upload;
  }

  private reappear(now: number): void {
    for (let upload = this.invisible.take(now); upload !== undefined; upload = this.invisible.take(now)) {
      this.visibleAgain.push(upload);
    }
  }

  private takeNew(now: number): Upload | undefined {
    if (this.nextNew >= this.sentBy(now)) return undefined;
    this.nextNew += 1;
    return this.nextNew - 1;
  }

  private end(upload: Upload): void {
    this.isOver[upload] = 1;
  }

  private sentAt(upload: Upload): number {
    return upload / this.options.rate;
  }

  /** The number of uploads sent, the first at time 0. Tolerates rounding errors. */
  private sentBy(now: number): number {
    if (this.options.rate === Infinity) return this.total;
    return Math.min(this.total, Math.floor(now * this.options.rate + 1e-6) + 1);
  }
}
