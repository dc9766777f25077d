import { BatchProcessor, EventType, processPartialResponse } from '@aws-lambda-powertools/batch';
import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import pLimit from 'p-limit';
import { ServiceError } from '../domain/errors';
import type { Outcome } from '../domain/outcome';
import { type Attempt, attemptUntil } from '../domain/processing';
import { deleteImage } from '../domain/removals/delete-image';
import type { UploadEvent } from '../domain/upload';
import { processUpload } from '../domain/uploads/process-upload';
import { BatchFailedError, type MessageFailure } from '../runtime/batch-failed';
import { CONCURRENT_UPLOADS } from './concurrent-uploads';
import type { ProcessImageDependencies } from './dependencies';
import { reportOutcome } from './report-outcome';
import { parseUploadMessage } from './upload-event';

type ProcessBatch = (batch: SQSEvent, context: Context, deadline: number) => Promise<SQSBatchResponse>;

/** With less time left, an upload goes back to the queue, because the batch is slow, and not the photo. */
const MIN_REMAINING_MS = 15_000;

/**
 * Processes a batch of the uploads queue. The response lists the messages that failed. The queue delivers these again,
 * and deletes the others.
 * @throws BatchFailedError if all messages failed
 */
export function batchProcessing(dependencies: ProcessImageDependencies): ProcessBatch {
  const { logger, now, sourceBucket } = dependencies;
  const processor = new BatchProcessor(EventType.SQS);

  return async (batch, context, deadline) => {
    const limit = pLimit(CONCURRENT_UPLOADS);
    const failures: MessageFailure[] = [];
    const process = (message: SQSRecord) => limit(() => processMessage(message, deadline, failures));
    // The error that Powertools throws if all messages failed does not contain their causes.
    const options = { context, throwOnFullBatchFailure: false };
    const response = await processPartialResponse(batch, process, processor, options);
    if (failures.length > 0 && failures.length === batch.Records.length) throw new BatchFailedError(failures);
    return response;
  };

  async function processMessage(
    message: SQSRecord,
    deadline: number,
    failures: MessageFailure[],
  ): Promise<void> {
    const { messageId, body, attributes } = message;
    let keys: string[] = [];
    try {
      const events = parseUploadMessage(body, sourceBucket);
      keys = events.map(({ key }) => key);
      for (const event of events) {
        reportOutcome(event, await follow(event, attemptOf(message, deadline)), dependencies);
      }
    } catch (error) {
      failures.push({ messageId, keys, cause: error instanceof Error ? error.message : String(error) });
      const receives = attributes.ApproximateReceiveCount;
      logger.error('The message goes back to the queue', { messageId, keys, receives, error });
      throw error;
    }
  }

  /** A redelivered message has the same holder, so that it can take over the claim of its dead attempt. */
  function attemptOf({ messageId }: SQSRecord, deadline: number): Attempt {
    if (deadline - now() < MIN_REMAINING_MS) {
      throw new ServiceError('The batch left too little time for this upload.');
    }
    return attemptUntil(messageId, deadline);
  }

  function follow(event: UploadEvent, attempt: Attempt): Promise<Outcome> {
    return event.kind === 'created'
      ? processUpload(event, attempt, dependencies)
      : deleteImage(event, dependencies, attempt);
  }
}
