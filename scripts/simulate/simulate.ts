import type { PlannedSystem } from '../cost/planned-system';
import type { ProcessingTime } from '../cost/processing-time';
import { Agenda } from './agenda';
import { type BatchRun, type Processing, runBatch } from './batch';
import { HeldBatches } from './held-batches';
import { Measurements, type Minute } from './measurements';
import { batchesAllowed, nextAllowance } from './pollers';
import { type Random, randomFrom } from './random';
import { type Upload, Uploads } from './uploads';

export interface Scenario {
  readonly uploads: number;
  /** Uploads a second; Infinity: all at once. */
  readonly rate: number;
  /** With the function's memory. */
  readonly time: ProcessingTime;
  /** Share of attempts that fail and are retried, from 0 to 1. */
  readonly failRate: number;
  readonly seed: number;
  /** Maximum number of concurrent batches of the mapping. */
  readonly batches: number;
  /** Maximum number of concurrent invocations; further batches are throttled. */
  readonly functions: number;
}

export interface Simulation {
  readonly processed: number;
  readonly deadLetters: number;
  readonly invocations: number;
  /** Seconds until the queue was empty. */
  readonly drainedAfter: number;
  /** Seconds. */
  readonly oldest: number;
  readonly minutes: readonly Minute[];
}

type Settings = Pick<PlannedSystem, 'processor' | 'queue'>;

interface Work {
  readonly receivedAt: number;
  readonly run: BatchRun;
}

/** Simulates queue and function event by event, until the queue is empty. */
export function simulate(settings: Settings, scenario: Scenario, overlapping: number): Simulation {
  return new Run(settings, scenario, overlapping).toEnd();
}

class Run {
  private readonly uploads: Uploads;
  private readonly random: Random;
  private readonly processing: Processing;
  private readonly running = new Agenda<Work>();
  private readonly held: HeldBatches;
  private readonly measured = new Measurements();
  private now = 0;
  /** The time at which messages last arrived at an empty queue. */
  private busySince = 0;
  private invocations = 0;
  private oldest = 0;

  constructor(
    private readonly settings: Settings,
    private readonly scenario: Scenario,
    overlapping: number,
  ) {
    const { uploads: count, rate, seed, time, failRate } = scenario;
    const { timeoutSeconds } = settings.processor;
    this.uploads = new Uploads({ count, rate, maxReceives: settings.queue.maxReceives });
    this.random = randomFrom(seed);
    this.held = new HeldBatches(this.random);
    this.processing = { time, failRate, timeoutSeconds, overlapping };
  }

  toEnd(): Simulation {
    while (!this.uploads.isEmpty) {
      this.readQueue();
      this.advance(this.nextMoment());
      this.finishBatches();
      this.dropExpired();
      this.retryHeld();
    }
    this.closeMinute();
    return {
      processed: this.uploads.processed,
      deadLetters: this.uploads.deadLetters,
      invocations: this.invocations,
      drainedAfter: this.now,
      oldest: this.oldest,
      minutes: this.measured.minutes,
    };
  }

  private get busyBatches(): number {
    return this.running.size + this.held.size;
  }

  private readQueue(): void {
    if (this.busyBatches === 0 && this.uploads.nextVisible >= this.now) {
      this.busySince = Math.max(this.now, this.uploads.nextVisible);
    }
    while (this.busyBatches < batchesAllowed(this.now - this.busySince, this.scenario.batches)) {
      const batch = this.uploads.receive(this.settings.processor.batchSize, this.now);
      if (batch.length === 0) return;
      if (this.running.size < this.scenario.functions) this.invoke(batch, this.now);
      else this.hold(batch);
    }
  }

  private invoke(batch: readonly Upload[], receivedAt: number): void {
    const run = runBatch(batch, this.processing, this.random);
    this.running.add(this.now + run.duration, { receivedAt, run });
    this.invocations += 1;
  }

  private hold(batch: readonly Upload[]): void {
    this.measured.throttle();
    this.held.add({ batch, receivedAt: this.now });
  }

  /** The time of the next event. */
  private nextMoment(): number {
    const canRead = this.busyBatches < batchesAllowed(this.now - this.busySince, this.scenario.batches);
    const allowance = this.busySince + nextAllowance(this.now - this.busySince, this.scenario.batches);
    const reading = canRead ? this.uploads.nextVisible : allowance;
    const expiry = this.held.firstReceivedAt + this.settings.queue.visibilitySeconds;
    const next = Math.min(this.running.next, reading, expiry);
    return Math.max(this.now, Number.isFinite(next) ? next : this.now);
  }

  private advance(to: number): void {
    while (this.measured.minuteEnd <= to) {
      this.now = this.measured.minuteEnd;
      this.closeMinute();
    }
    this.now = to;
  }

  private closeMinute(): void {
    const age = this.uploads.ageOfOldest(this.now);
    this.oldest = Math.max(this.oldest, age);
    this.measured.closeMinute({
      waiting: this.uploads.waiting(this.now),
      running: this.running.size,
      age,
      deadLetters: this.uploads.deadLetters,
    });
  }

  private finishBatches(): void {
    for (let work = this.running.take(this.now); work; work = this.running.take(this.now)) {
      const { run, receivedAt } = work;
      this.measured.invocation(run.duration, run.timedOut);
      for (const upload of run.processed) this.uploads.finish(upload);
      for (const upload of run.failed) {
        this.uploads.giveBack(upload, receivedAt + this.settings.queue.visibilitySeconds);
      }
    }
  }

  /** Lambda retries a throttled batch until its visibility timeout ends. */
  private dropExpired(): void {
    const { visibilitySeconds } = this.settings.queue;
    for (const { batch, receivedAt } of this.held.takeExpired(this.now, visibilitySeconds)) {
      for (const upload of batch) this.uploads.giveBack(upload, receivedAt + visibilitySeconds);
    }
  }

  private retryHeld(): void {
    while (this.running.size < this.scenario.functions) {
      const held = this.held.takeAny();
      if (!held) return;
      this.invoke(held.batch, held.receivedAt);
    }
  }
}
