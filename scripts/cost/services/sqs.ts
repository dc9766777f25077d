import { DAY_SECONDS } from '../../../lambda/domain/days';
import type { PlannedSystem } from '../planned-system';
import { DAYS_PER_MONTH, type UploadTerms } from '../workload';
import { type ServiceUsage, serviceUsage } from './service-usage';

/**
 * The minimum number of pollers of Lambda on an empty queue, also with a maximum concurrency.
 * Source: AWS Lambda Developer Guide, "Configuring scaling behavior for SQS event source mappings".
 */
const IDLE_POLLERS = 5;

const idleRequests = (longPollSeconds: number): number =>
  (IDLE_POLLERS * DAYS_PER_MONTH * DAY_SECONDS) / longPollSeconds;

/**
 * S3 sends each upload; Lambda receives and deletes in batches. With a webhook, EventBridge sends each event to another
 * queue. Empty receives are billed as well.
 */
export const sqsUsage = ({ queue, events }: PlannedSystem, { batchFill }: UploadTerms): ServiceUsage => {
  const { webhook } = events;
  return serviceUsage('SQS', {
    perUpload: { sqsRequest: 1 + 2 / batchFill + (webhook ? 3 : 0) },
    standing: {
      sqsRequest: idleRequests(queue.longPollSeconds) + (webhook ? idleRequests(webhook.longPollSeconds) : 0),
    },
  });
};
