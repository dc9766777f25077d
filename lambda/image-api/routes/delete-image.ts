import { forgetImage } from '../../domain/forget-image';
import { ImageNotFoundError } from '../not-found';
import { imageInPath } from '../request-schemas';
import type { Route } from '../route-contract';
import { parsed } from '../validation';

/** `DELETE /images/{image_id}`: removes everything of the image. */
export const deleteImage: Route = async (request, dependencies) => {
  const { image_id: imageId } = parsed(imageInPath, request.path);
  if (!(await forgetImage(imageId, dependencies))) throw new ImageNotFoundError(imageId);
  return { status: 204 };
};
