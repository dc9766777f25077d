import type { PlannedSystem } from '../planned/system';
import { DAYS_PER_MONTH, SECONDS_PER_DAY, type UploadTerms } from '../workload';
import { type ServiceUsage, serviceUsage } from './service-usage';

/**
 * Lambda asks an empty queue from so many pollers, and with a maximum concurrency never from fewer.
 * Source: AWS Lambda Developer Guide, "Configuring scaling behavior for SQS event source mappings".
 */
const IDLE_POLLERS = 5;

/** S3 sends; Lambda receives and deletes a batch at a time, and asks in vain as long as nothing comes. */
export const sqsUsage = ({ queue }: PlannedSystem, { batchFill }: UploadTerms): ServiceUsage =>
  serviceUsage('SQS', {
    perUpload: { sqsRequest: 1 + 2 / batchFill },
    standing: { sqsRequest: (IDLE_POLLERS * DAYS_PER_MONTH * SECONDS_PER_DAY) / queue.longPollSeconds },
  });
