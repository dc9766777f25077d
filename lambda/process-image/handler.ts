import './engine-flags';
import { BatchProcessor, EventType, processPartialResponse } from '@aws-lambda-powertools/batch';
import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics } from '@aws-lambda-powertools/metrics';
import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import pLimit from 'p-limit';
import { deleteImage } from '../domain/delete-image';
import { ServiceError } from '../domain/errors';
import { METRIC_DIMENSION, METRIC_NAMESPACE } from '../domain/metrics';
import type { Outcome } from '../domain/outcome';
import { processUpload } from '../domain/process-upload';
import type { Attempt } from '../domain/processing';
import type { UploadEvent } from '../domain/upload';
import { parseEnvironment } from '../runtime/function-environment';
import { countOutcome } from '../runtime/outcome-metrics';
import { processingDependencies } from '../runtime/processing-dependencies';
import { CONCURRENT_UPLOADS } from './concurrent-uploads';
import { processImageEnvironment } from './environment';
import { parseUploadMessage } from './upload-event';

const environment = parseEnvironment(processImageEnvironment, process.env);
const dependencies = processingDependencies(environment);
const logger = new Logger({ serviceName: 'process-image', logLevel: environment.LOG_LEVEL });
const metrics = new Metrics({ namespace: METRIC_NAMESPACE });
// Alarms look for exactly one dimension; Powertools would add `service` as a second.
metrics.clearDefaultDimensions();
metrics.setDefaultDimensions({ [METRIC_DIMENSION]: environment.ENVIRONMENT });
const processor = new BatchProcessor(EventType.SQS);

/** What storing previews, recording and publishing may take after rendering. */
const FINISHING_MS = 8_000;
/** Below this an upload is not begun: it would be refused as too slow when only its batch was. */
const LEAST_BUDGET_MS = 15_000;

/**
 * Takes a batch of the uploads queue. Messages that failed are named in the answer and come again; the
 * others are done for good.
 */
export async function handler(event: SQSEvent, context: Context): Promise<SQSBatchResponse> {
  const deadline = Date.now() + context.getRemainingTimeInMillis();
  const limit = pLimit(CONCURRENT_UPLOADS);
  const process = (record: SQSRecord) => limit(() => processMessage(record, deadline));
  logger.addContext(context);
  try {
    return await processPartialResponse(event, process, processor, { context });
  } finally {
    if (metrics.hasStoredMetrics()) metrics.publishStoredMetrics();
  }
}

async function processMessage(message: SQSRecord, deadline: number): Promise<void> {
  try {
    const events = parseUploadMessage(message.body, environment.SOURCE_BUCKET);
    for (const event of events) report(event, await follow(event, attemptOf(message, deadline)));
  } catch (error) {
    const receives = message.attributes.ApproximateReceiveCount;
    logger.error('The message goes back to the queue', { messageId: message.messageId, receives, error });
    throw error;
  }
}

/** A redelivered message names the same holder, so it takes over from its own attempt that died. */
function attemptOf(message: SQSRecord, deadline: number): Attempt {
  if (deadline - Date.now() < LEAST_BUDGET_MS) {
    throw new ServiceError('The batch left too little time for this upload.');
  }
  return { holder: message.messageId, renderBy: deadline - FINISHING_MS, claimUntil: deadline };
}

function follow(event: UploadEvent, attempt: Attempt): Promise<Outcome> {
  return event.kind === 'created'
    ? processUpload(event, attempt, dependencies)
    : deleteImage(event, dependencies);
}

function report(event: UploadEvent, outcome: Outcome): void {
  const { record } = outcome;
  countOutcome(outcome, metrics);
  logger.info(`Upload ${outcome.kind}`, {
    key: event.key,
    imageId: record?.imageId,
    versionId: event.versionId,
    durationMs: record?.durationMs,
    timings: record?.timings,
    error: record?.error,
  });
}
