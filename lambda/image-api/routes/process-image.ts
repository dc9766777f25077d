import { completedRecord, processNow } from '../../domain/process-now';
import { attemptUntil } from '../../runtime/attempt';
import { imageResponse } from '../image-response';
import { processRequest } from '../request-schemas';
import type { Route } from '../route-contract';
import { parsedBody } from '../validation';

/** `POST /process`: processes a photo now, like the queue does, and waits for the result. */
export const processImage: Route = async (request, dependencies) => {
  const { image_key: key } = parsedBody(processRequest, request.body);
  const attempt = attemptUntil(`api:${request.id}`, request.deadline);
  const outcome = await processNow({ bucket: dependencies.sourceBucket, key }, attempt, dependencies);
  dependencies.onOutcome(outcome);
  return { status: 200, body: await imageResponse(completedRecord(outcome), dependencies.signer) };
};
