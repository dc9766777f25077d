import type { PlannedSystem } from '../cost/planned-system';
import { durationMs, type ProcessingTime } from '../cost/processing-time';
import { ACCOUNT_CONCURRENCY } from '../cost/worst-hour';
import { MAX_BATCHES } from './pollers';
import type { Scenario } from './simulate';

/** The parameters of a simulation, independent of the plan. */
export type Question = Pick<Scenario, 'uploads' | 'rate' | 'failRate' | 'seed'> & {
  readonly time: ProcessingTime;
};

/** As planned: the mapping has a maximum concurrency. */
export const plannedScenario = ({ processor }: PlannedSystem, question: Question): Scenario => ({
  ...question,
  time: onMemory(question.time, processor.memoryMb),
  batches: processor.maxConcurrency,
  functions: ACCOUNT_CONCURRENCY,
});

/**
 * The mistake: a reserved concurrency of the function instead. The mapping ignores it and keeps polling, so its batches
 * are throttled.
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
