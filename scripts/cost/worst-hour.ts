import type { PlannedSystem } from './planned-system';
import { busyMs, expectedTime } from './processing-time';
import { servicesUsed } from './services/all';
import { addUsage, costOf, scaleUsage, type Usage } from './usage';
import { uploadTerms } from './workload';

/** An upper bound for the cost of an hour of processing, whatever clients do. */
export interface WorstHour {
  /** Attempts to process an image. */
  readonly attempts: number;
  /** Gigabyte-seconds of the functions. */
  readonly gbSeconds: number;
  /** US dollars. */
  readonly usd: number;
}

const HOUR_SECONDS = 3600;

/** Default concurrency of an account in a region. Source: AWS Lambda Developer Guide, "Lambda quotas". */
export const ACCOUNT_CONCURRENCY = 1000;

/**
 * Seconds from the first attempt above the limit until Lambda stops reading the queue: the metric arrives, the alarm is
 * evaluated once a minute, and Lambda disables an event source mapping within about a minute. An upper estimate.
 */
const STOPPING_SECONDS = 300;

/** Bytes of a photo that is processed quickly, so that an hour contains as many attempts as possible. */
const SMALL_BYTES = 20_000;

/**
 * The most expensive hour. Every function runs all the time that the concurrency and the throttling of the API allow,
 * and each attempt uploads, stores and reports an image.
 * @param maxImagesPerHour attempts after which the brake stops processing; absent without a brake
 */
export function worstHour(system: PlannedSystem, region: string, maxImagesPerHour?: number): WorstHour {
  const hour = limitsWithin(HOUR_SECONDS, system);
  if (maxImagesPerHour === undefined) return priced(hour, system, region);
  const stopping = limitsWithin(STOPPING_SECONDS, system);
  const braked = {
    attempts: maxImagesPerHour + stopping.attempts,
    gbSeconds: maxImagesPerHour * longestAttempt(system) + stopping.gbSeconds,
  };
  const bounded = {
    attempts: Math.min(hour.attempts, braked.attempts),
    gbSeconds: Math.min(hour.gbSeconds, braked.gbSeconds),
  };
  return priced(bounded, system, region);
}

type Limits = Pick<WorstHour, 'attempts' | 'gbSeconds'>;

/** The capacity of the queue's function, and of the API, which invokes the same function. */
function limitsWithin(seconds: number, { processor, api }: PlannedSystem): Limits {
  const { maxConcurrency, timeoutSeconds, previews } = processor;
  const requestSeconds = timeoutSeconds + api.fn.timeoutSeconds;
  const concurrency = Math.min(ACCOUNT_CONCURRENCY, maxConcurrency + api.throttle * requestSeconds);
  const attemptSeconds = busyMs(expectedTime(SMALL_BYTES, previews), processor) / 1000;
  const gb = Math.max(processor.memoryMb, api.fn.memoryMb) / 1024;
  return {
    attempts: Math.ceil(seconds * (maxConcurrency / attemptSeconds + api.throttle)),
    gbSeconds: seconds * concurrency * gb,
  };
}

/** Gigabyte-seconds of an attempt that takes until the timeout, while a request of the API waits for it. */
const longestAttempt = ({ processor, api }: PlannedSystem): number =>
  (processor.timeoutSeconds * processor.memoryMb + api.fn.timeoutSeconds * api.fn.memoryMb) / 1024;

function priced({ attempts, gbSeconds }: Limits, system: PlannedSystem, region: string): WorstHour {
  const usage = addUsage(scaleUsage(attempts, usageOfAttempt(system)), { lambdaArmGbSecond: gbSeconds });
  return { attempts, gbSeconds, usd: costOf(usage, region) };
}

/** Requests and events of an attempt in a batch of one, and of an API request. */
function usageOfAttempt(system: PlannedSystem): Usage {
  const workload = { uploadsPerDay: 0, bytes: SMALL_BYTES, readsPerDay: 0 };
  const terms = { ...uploadTerms(system, workload, { workMs: 0, waitingMs: 0 }), batchFill: 1 };
  return servicesUsed(system, workload, terms)
    .flatMap(({ perUpload, perRead }) => [perUpload, perRead])
    .reduce(addUsage, {});
}
