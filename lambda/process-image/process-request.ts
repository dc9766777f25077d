import * as z from 'zod/mini';
import { MalformedMessageError } from '../domain/errors';
import { attemptUntil } from '../domain/processing';
import { MAX_KEY_BYTES, UPLOADS_PREFIX } from '../domain/upload';
import { completedRecord, processNow } from '../domain/uploads/process-now';
import {
  type ProcessingRequest,
  type ProcessingResult,
  toProcessingResult,
} from '../domain/uploads/remote-processing';
import type { ProcessImageDependencies } from './dependencies';
import { reportOutcome } from './report-outcome';

const MAX_ID_LENGTH = 128;

const isKeyOfUpload = (key: string): boolean =>
  key.startsWith(UPLOADS_PREFIX) && !key.endsWith('/') && Buffer.byteLength(key) <= MAX_KEY_BYTES;

const fraction = z.number().check(z.minimum(0), z.maximum(1));

const processingRequest = z.strictObject({
  key: z.string().check(z.refine(isKeyOfUpload)),
  requestId: z.string().check(z.minLength(1), z.maxLength(MAX_ID_LENGTH)),
  focus: z.optional(z.strictObject({ x: fraction, y: fraction })),
});

/** @throws MalformedMessageError if the event is not a request to process an original under `uploads/` */
export function parseProcessingRequest(event: unknown): ProcessingRequest {
  const parsed = processingRequest.safeParse(event);
  if (parsed.success) {
    const { focus, ...request } = parsed.data;
    return { ...request, ...(focus && { focus }) };
  }
  const fields = Object.keys(Object(event)).slice(0, 8).join(', ') || 'none';
  throw new MalformedMessageError(
    `The event is neither a batch of the uploads queue nor a valid request to process a photo. Its fields: ${fields}.`,
  );
}

/** Processes one photo now. @returns the record, or the error for the response of the API */
export function processRequest(
  { key, requestId, focus }: ProcessingRequest,
  deadline: number,
  dependencies: ProcessImageDependencies,
): Promise<ProcessingResult> {
  return toProcessingResult(async () => {
    const source = { bucket: dependencies.sourceBucket, key, ...(focus && { focus }) };
    const outcome = await processNow(source, attemptUntil(`api:${requestId}`, deadline), dependencies);
    reportOutcome(source, outcome, dependencies);
    return completedRecord(outcome);
  });
}
