import { imageResponse } from '../image-response';
import { ImageNotFoundError } from '../not-found';
import { getImageQuery, imageInPath } from '../request-schemas';
import type { ImageWithHistoryResponse } from '../response-schemas';
import type { Route } from '../route-contract';
import { parsed } from '../validation';

/**
 * `GET /images/{image_id}`: the newest version. A deleted image is answered as such rather than as unknown,
 * so that a client can tell "gone" from "never was"; unknown is only what was never seen or was forgotten.
 */
export const getImage: Route = async (request, { catalog, signer }) => {
  const { image_id: imageId } = parsed(imageInPath, request.path);
  const { history: wantsHistory } = parsed(getImageQuery, request.query);
  const versions = await catalog.history(imageId);
  const [newest] = versions;
  if (!newest) throw new ImageNotFoundError(imageId);
  const image: ImageWithHistoryResponse = await imageResponse(newest, signer);
  if (!wantsHistory) return { status: 200, body: image };
  const history = await Promise.all(versions.map((version) => imageResponse(version, signer)));
  return { status: 200, body: { ...image, history } };
};
