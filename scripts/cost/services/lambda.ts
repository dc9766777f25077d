import type { PlannedSystem } from '../planned-system';
import { durationMs, type ProcessingTime } from '../processing-time';
import type { UploadTerms, Workload } from '../workload';
import { type ServiceUsage, serviceUsage } from './service-usage';

const MB_PER_GB = 1024;

/** The API function's time to read one image: 5 ms of CPU were measured, the wait for the table is an estimate. */
const READ: ProcessingTime = { workMs: 5, waitingMs: 25 };

/** The time until a receiver has responded to a webhook. An estimate. */
const WEBHOOK_MS = 300;

const gbSeconds = (ms: number, memoryMb: number): number => (ms / 1000) * (memoryMb / MB_PER_GB);

export function lambdaUsage(
  { processor, api, events }: PlannedSystem,
  { waitSeconds = 0 }: Workload,
  terms: UploadTerms,
): ServiceUsage {
  const sender = events.webhook?.sender;
  const readMs = durationMs(READ, api.fn.memoryMb);
  // A function that waits is billed like one that works.
  const waitMs = waitSeconds * 1000;
  return serviceUsage('Lambda', {
    perUpload: {
      lambdaRequest: 1 / terms.batchFill + (sender ? 1 : 0),
      lambdaArmGbSecond:
        gbSeconds(terms.ms, processor.memoryMb) + (sender ? gbSeconds(WEBHOOK_MS, sender.memoryMb) : 0),
    },
    perRead: { lambdaRequest: 1, lambdaArmGbSecond: gbSeconds(readMs + waitMs, api.fn.memoryMb) },
    // The API function waits while the processor works, and both are billed. The queue's message, or the request,
    // whichever is second, finds the photo finished.
    perProcess: {
      lambdaRequest: 2,
      lambdaArmGbSecond:
        gbSeconds(readMs + terms.ms, api.fn.memoryMb) + gbSeconds(READ.waitingMs, processor.memoryMb),
    },
  });
}
