import type { PlannedSystem } from '../cost/planned/system';
import { durationMs, type ProcessingTime } from '../cost/processing-time';
import { MAX_BATCHES } from './pollers';
import type { Scenario } from './simulate';

/** Invocations at a time of a new account's region. Source: AWS Lambda Developer Guide, "Lambda quotas". */
export const ACCOUNT_CONCURRENCY = 1000;

/** What is asked of a simulation, whatever the plan. */
export type Question = Pick<Scenario, 'uploads' | 'rate' | 'failRate' | 'seed'> & {
  readonly time: ProcessingTime;
};

/** As planned: the mapping reads no more batches than the function may work on. */
export const plannedScenario = ({ processor }: PlannedSystem, question: Question): Scenario => ({
  ...question,
  time: onMemory(question.time, processor.memoryMb),
  batches: processor.maxConcurrency,
  functions: ACCOUNT_CONCURRENCY,
});

/**
 * The mistake: the function's concurrency is reserved, and the mapping knows nothing of it. It reads on, and
 * what it reads is throttled.
 */
export const reservedScenario = (system: PlannedSystem, question: Question, reserved: number): Scenario => ({
  ...plannedScenario(system, question),
  batches: MAX_BATCHES,
  functions: reserved,
});

const onMemory = (time: ProcessingTime, memoryMb: number): ProcessingTime => ({
  waitingMs: time.waitingMs,
  workMs: durationMs(time, memoryMb) - time.waitingMs,
});
