import { refuseWhileStopped } from '../../domain/brake';
import { parseFocalPoint } from '../../domain/previews/focal-point';
import { imageDetails } from '../image-response';
import { processRequest } from '../request-schemas';
import type { Route } from '../route-contract';
import { parsedBody } from '../validation';

/** `POST /process`: invokes the processor for one photo, and waits for the result. */
export const processImage: Route = async (request, dependencies) => {
  const { brake, processor } = dependencies;
  const { image_key: key, focus: text } = parsedBody(processRequest, request.body);
  const focus = parseFocalPoint(text);
  if (brake) await refuseWhileStopped(brake);
  const record = await processor.process(
    { key, requestId: request.id, ...(focus && { focus }) },
    request.deadline,
  );
  return { status: 200, body: await imageDetails(record, dependencies) };
};
