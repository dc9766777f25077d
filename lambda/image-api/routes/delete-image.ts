import { forgetImage } from '../../domain/forget-image';
import { ImageNotFoundError } from '../not-found';
import { parsed } from '../request';
import { imageInPath } from '../requests';
import type { Route } from '../route';

/** `DELETE /images/{image_id}`: nothing is left of the image. */
export const deleteImage: Route = async (request, dependencies) => {
  const { image_id: imageId } = parsed(imageInPath, request.path);
  if (!(await forgetImage(imageId, dependencies))) throw new ImageNotFoundError(imageId);
  return { status: 204 };
};
