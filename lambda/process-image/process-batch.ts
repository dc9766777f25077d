import { BatchProcessor, EventType, processPartialResponse } from '@aws-lambda-powertools/batch';
import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import pLimit from 'p-limit';
import { ServiceError } from '../domain/errors';
import type { Outcome } from '../domain/outcome';
import type { Attempt } from '../domain/processing';
import { deleteImage } from '../domain/removals/delete-image';
import type { UploadEvent } from '../domain/upload';
import { processUpload } from '../domain/uploads/process-upload';
import { BatchFailedError, type MessageFailure } from '../runtime/batch-failed';
import { attemptUntil } from './attempt';
import { CONCURRENT_UPLOADS } from './concurrent-uploads';
import type { ProcessImageDependencies } from './dependencies';
import { reportOutcome } from './report-outcome';
import { parseUploadMessage } from './upload-event';

type ProcessBatch = (batch: SQSEvent, context: Context, deadline: number) => Promise<SQSBatchResponse>;

/** An upload with less time than this goes back to the queue: its batch is slow, not the photo. */
const MIN_REMAINING_MS = 15_000;

/**
 * Processes a batch of the uploads queue. The response names the messages that failed, which the queue
 * delivers again; the other messages are finished. When all failed, it throws a BatchFailedError.
 */
export function batchProcessing(dependencies: ProcessImageDependencies): ProcessBatch {
  const { logger, now, sourceBucket } = dependencies;
  const processor = new BatchProcessor(EventType.SQS);

  return async (batch, context, deadline) => {
    const limit = pLimit(CONCURRENT_UPLOADS);
    const failures: MessageFailure[] = [];
    const process = (message: SQSRecord) => limit(() => processMessage(message, deadline, failures));
    // Its own error for a batch that failed as a whole names no cause.
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

  /** A redelivered message has the same holder, so that it takes over the claim of its own dead attempt. */
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
