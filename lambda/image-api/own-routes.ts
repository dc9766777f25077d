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

/** A route for a person who is signed in: a route for backends, restricted to the images of that person. */
export type OwnRoute = (
  request: ApiRequest,
  owner: string,
  dependencies: ApiDependencies,
) => Promise<ApiResponse>;

/** `POST /my/uploads`: `POST /uploads` with the person as the owner. */
const createOwnUpload: OwnRoute = (request, owner, dependencies) => {
  const upload = parsedBody(ownUploadRequest, request.body);
  return createUpload({ ...request, body: JSON.stringify({ ...upload, user_id: owner }) }, dependencies);
};

/** `GET /my/images`: `GET /images` with the person as the filter. */
const listOwnImages: OwnRoute = (request, owner, dependencies) => {
  parsed(listOwnImagesQuery, request.query);
  return listImages({ ...request, query: { ...request.query, user_id: owner } }, dependencies);
};

/** `GET /my/images/{image_id}`: `GET /images/{image_id}` with only the versions of the person. */
const getOwnImage: OwnRoute = (request, owner, dependencies) =>
  getImage(request, { ...dependencies, catalog: ownImages(dependencies.catalog, owner) });

/** `DELETE /my/images/{image_id}`: `DELETE /images/{image_id}`, if the person owns the newest version. */
const deleteOwnImage: OwnRoute = async (request, owner, dependencies) => {
  const { image_id: imageId } = parsed(imageInPath, request.path);
  const [newest] = await newestRows(imageId, dependencies.catalog);
  if (newest?.userId !== owner) throw new ImageNotFoundError(imageId);
  return deleteImage(request, dependencies);
};

/** The routes for people who are signed in, by method and resource. */
export const OWN_ROUTES: Readonly<Record<string, OwnRoute>> = {
  'POST /my/uploads': createOwnUpload,
  'GET /my/images': listOwnImages,
  'GET /my/images/{image_id}': getOwnImage,
  'DELETE /my/images/{image_id}': deleteOwnImage,
};
