import type { PlannedSystem } from '../planned-system';
import { durationMs, type ProcessingTime } from '../processing-time';
import type { UploadTerms, Workload } from '../workload';
import { type ServiceUsage, serviceUsage } from './service-usage';

const MB_PER_GB = 1024;

/** The API function's time to read one image: 5 ms of CPU were measured, the wait for the table is an estimate. */
const READ: ProcessingTime = { workMs: 5, waitingMs: 25 };

/** The time until a receiver has responded to a webhook. An estimate. */
const WEBHOOK_MS = 300;
/** The time to check a token with cached keys: 0.1 ms of CPU were measured; the rest is overhead of Lambda and the logger. */
const TOKEN: ProcessingTime = { workMs: 1, waitingMs: 1 };

const gbSeconds = (ms: number, memoryMb: number): number => (ms / 1000) * (memoryMb / MB_PER_GB);

export function lambdaUsage(
  { processor, api, events }: PlannedSystem,
  { waitSeconds = 0 }: Workload,
  terms: UploadTerms,
): ServiceUsage {
  const sender = events.webhook?.sender;
  const readMs = durationMs(READ, api.fn.memoryMb);
  const { signIn } = api;
  const tokenMs = signIn ? durationMs(TOKEN, signIn.memoryMb) : 0;
  // Waiting is billed like work.
  const waitMs = waitSeconds * 1000;
  return serviceUsage('Lambda', {
    perUpload: {
      lambdaRequest: 1 / terms.batchFill + (sender ? 1 : 0),
      lambdaArmGbSecond:
        gbSeconds(terms.ms, processor.memoryMb) + (sender ? gbSeconds(WEBHOOK_MS, sender.memoryMb) : 0),
    },
    // With sign-in, assumes that people make every read, and that each token is checked.
    perRead: {
      lambdaRequest: signIn ? 2 : 1,
      lambdaArmGbSecond:
        gbSeconds(readMs + waitMs, api.fn.memoryMb) + gbSeconds(tokenMs, signIn?.memoryMb ?? 0),
    },
    // The API function waits while the processor works, and both are billed. The second of message and request
    // finds the photo finished.
    perProcess: {
      lambdaRequest: 2,
      lambdaArmGbSecond:
        gbSeconds(readMs + terms.ms, api.fn.memoryMb) + gbSeconds(READ.waitingMs, processor.memoryMb),
    },
  });
}
