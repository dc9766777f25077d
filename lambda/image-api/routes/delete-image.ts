import { findOriginal } from '../../domain/listing/find-original';
import { forgetImage } from '../../domain/removals/forget-image';
import { newestRows } from '../../domain/versions/newest-rows';
import { ImageNotFoundError } from '../not-found';
import { imageInPath } from '../request-schemas';
import type { Route } from '../route-contract';
import { parsed } from '../validation';

/**
 * `DELETE /images/{image_id}`: removes everything of the image. If the image has no record, searches the bucket for its
 * original, so that the original is gone after every 204.
 */
export const deleteImage: Route = async (request, dependencies) => {
  const { image_id: imageId } = parsed(imageInPath, request.path);
  const { catalog, sourceBucket: bucket } = dependencies;
  const [newest] = await newestRows(imageId, catalog);
  const key = newest ? undefined : await findOriginal(imageId, bucket, dependencies);
  const unrecorded = key === undefined ? undefined : { bucket, key };
  if (!(await forgetImage(imageId, dependencies, unrecorded))) throw new ImageNotFoundError(imageId);
  return { status: 204 };
};
