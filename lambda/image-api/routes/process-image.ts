import { completedRecord, processNow } from '../../domain/process-now';
import { imageResponse } from '../image-response';
import { processRequest } from '../request-schemas';
import type { Route } from '../route-contract';
import { parsedBody } from '../validation';

/** What storing previews, recording and publishing may take after rendering. */
const FINISHING_MS = 8_000;

/** `POST /process`: what the queue would do, done now. */
export const processImage: Route = async (request, dependencies) => {
  const { image_key: key } = parsedBody(processRequest, request.body);
  const attempt = {
    holder: `api:${request.id}`,
    renderBy: request.deadline - FINISHING_MS,
    claimUntil: request.deadline,
  };
  const outcome = await processNow({ bucket: dependencies.sourceBucket, key }, attempt, dependencies);
  dependencies.onOutcome(outcome);
  return { status: 200, body: await imageResponse(completedRecord(outcome), dependencies.signer) };
};
