import type { Context, SQSBatchResponse, SQSEvent } from 'aws-lambda';
import type { ProcessingRequest, ProcessingResult } from '../domain/uploads/remote-processing';
import type { ProcessImageDependencies } from './dependencies';
import { countAttempts } from './outcome-metrics';
import { batchProcessing } from './process-batch';
import { parseProcessingRequest, processRequest } from './process-request';

interface Handler {
  (batch: SQSEvent, context: Context): Promise<SQSBatchResponse>;
  (request: ProcessingRequest, context: Context): Promise<ProcessingResult>;
}

const isBatch = (event: unknown): event is SQSEvent => Object(event).Records !== undefined;

/** Creates a handler that processes a batch of the uploads queue, or one photo that the API requests. */
export function createHandler(dependencies: ProcessImageDependencies): Handler {
  const { logger, metrics, now, countsAttempts } = dependencies;
  const processBatch = batchProcessing(dependencies);

  const handle = async (event: unknown, context: Context) => {
    const deadline = now() + context.getRemainingTimeInMillis();
    logger.addContext(context);
    if (countsAttempts) countAttempts(isBatch(event) ? event.Records.length : 1, metrics);
    try {
      return isBatch(event)
        ? await processBatch(event, context, deadline)
        : await processRequest(parseProcessingRequest(event), deadline, dependencies);
    } finally {
      if (metrics.hasStoredMetrics()) metrics.publishStoredMetrics();
    }
  };
  return handle as Handler;
}
