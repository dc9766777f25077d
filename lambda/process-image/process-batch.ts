import { BatchProcessor, EventType, processPartialResponse } from '@aws-lambda-powertools/batch';
import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import pLimit from 'p-limit';
import { deleteImage } from '../domain/delete-image';
import { ServiceError } from '../domain/errors';
import type { Outcome } from '../domain/outcome';
import { processUpload } from '../domain/process-upload';
import type { Attempt } from '../domain/processing';
import type { UploadEvent } from '../domain/upload';
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
 * delivers again; the other messages are finished.
 */
export function batchProcessing(dependencies: ProcessImageDependencies): ProcessBatch {
  const { logger, now, sourceBucket } = dependencies;
  const processor = new BatchProcessor(EventType.SQS);

  return (batch, context, deadline) => {
    const limit = pLimit(CONCURRENT_UPLOADS);
    const process = (message: SQSRecord) => limit(() => processMessage(message, deadline));
    return processPartialResponse(batch, process, processor, { context });
  };

  async function processMessage(message: SQSRecord, deadline: number): Promise<void> {
    try {
      for (const event of parseUploadMessage(message.body, sourceBucket)) {
        reportOutcome(event, await follow(event, attemptOf(message, deadline)), dependencies);
      }
    } catch (error) {
      const receives = message.attributes.ApproximateReceiveCount;
      logger.error('The message goes back to the queue', { messageId: message.messageId, receives, error });
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
