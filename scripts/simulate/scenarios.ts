import type { PlannedSystem } from '../cost/planned-system';
import { durationMs, type ProcessingTime } from '../cost/processing-time';
import { MAX_BATCHES } from './pollers';
import type { Scenario } from './simulate';

/** Default concurrency of an account in a region. Source: AWS Lambda Developer Guide, "Lambda quotas". */
export const ACCOUNT_CONCURRENCY = 1000;

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
 * The mistake: a reserved concurrency of the function instead. The mapping does not know it, polls on, and its batches
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
