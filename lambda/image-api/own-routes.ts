import { ownImages } from '../domain/listing/own-images';
import { newestRows } from '../domain/versions/newest-rows';
import type { ApiRequest } from './api-request';
import { ImageNotFoundError } from './not-found';
import { imageInPath, listOwnImagesQuery, ownUploadRequest } from './request-schemas';
import type { ApiDependencies, ApiResponse } from './route-contract';
import { createUpload } from './routes/create-upload';
import { deleteImage } from './routes/delete-image';
import { getImage } from './routes/get-image';
import { listImages } from './routes/list-images';
import { parsed, parsedBody } from './validation';

/** A route for a person who is signed in: the route for backends, with everything of others left out. */
export type OwnRoute = (
  request: ApiRequest,
  owner: string,
  dependencies: ApiDependencies,
) => Promise<ApiResponse>;

/** `POST /my/uploads`: `POST /uploads` for the person's own photo. */
const createOwnUpload: OwnRoute = (request, owner, dependencies) => {
  const upload = parsedBody(ownUploadRequest, request.body);
  return createUpload({ ...request, body: JSON.stringify({ ...upload, user_id: owner }) }, dependencies);
};

/** `GET /my/images`: `GET /images` by the person. */
const listOwnImages: OwnRoute = (request, owner, dependencies) => {
  parsed(listOwnImagesQuery, request.query);
  return listImages({ ...request, query: { ...request.query, user_id: owner } }, dependencies);
};

/** `GET /my/images/{image_id}`: `GET /images/{image_id}` of the person's own versions. */
const getOwnImage: OwnRoute = (request, owner, dependencies) =>
  getImage(request, { ...dependencies, catalog: ownImages(dependencies.catalog, owner) });

/** `DELETE /my/images/{image_id}`: `DELETE /images/{image_id}`, if the newest version is the person's own. */
const deleteOwnImage: OwnRoute = async (request, owner, dependencies) => {
  const { image_id: imageId } = parsed(imageInPath, request.path);
  const [newest] = await newestRows(imageId, dependencies.catalog);
  if (newest?.userId !== owner) throw new ImageNotFoundError(imageId);
  return deleteImage(request, dependencies);
};

/** By method and resource. */
export const OWN_ROUTES: Readonly<Record<string, OwnRoute>> = {
  'POST /my/uploads': createOwnUpload,
  'GET /my/images': listOwnImages,
  'GET /my/images/{image_id}': getOwnImage,
  'DELETE /my/images/{image_id}': deleteOwnImage,
};
