import { imageHistory } from '../../domain/listing/image-history';
import { storedPreviews } from '../../domain/previews/stored-previews';
import { awaitOutcome } from '../../domain/uploads/await-outcome';
import { imageDetails, listedImageResponse } from '../image-response';
import { ImageNotFoundError } from '../not-found';
import { getImageQuery, imageInPath } from '../request-schemas';
import type { ImageWithHistoryResponse } from '../response-schemas';
import type { Route } from '../route-contract';
import { parsed } from '../validation';

/** Milliseconds reserved to respond after waiting. */
const RESPONSE_MS = 2_000;

/**
 * `GET /images/{image_id}`: returns the newest version. A deleted image is returned as DELETED, so that clients can
 * distinguish it from an image that never existed. The status is 404 for images that are unknown or forgotten. With
 * `wait`, responds as soon as the newest version is finished, or after the given time.
 */
export const getImage: Route = async (request, dependencies) => {
  const { catalog, store, now } = dependencies;
  const { image_id: imageId } = parsed(imageInPath, request.path);
  const { history: withHistory, wait, ...page } = parsed(getImageQuery, request.query);
  const until = Math.min(now() + wait * 1000, request.deadline - RESPONSE_MS);
  const [newest] = await awaitOutcome(imageId, until, dependencies);
  if (!newest) throw new ImageNotFoundError(imageId);
  const available = await storedPreviews(newest, store);
  const image: ImageWithHistoryResponse = await imageDetails(newest, dependencies, available);
  if (!withHistory) return { status: 200, body: image };
  const { records, cursor } = await imageHistory(imageId, page, catalog);
  const history = await Promise.all(records.map((record) => listedImageResponse(record, dependencies)));
  return { status: 200, body: { ...image, history, ...(cursor && { next_cursor: cursor }) } };
};
