import { DarkroomError } from '../domain/errors';

/** No image has this id, or it was forgotten. */
export class ImageNotFoundError extends DarkroomError {
  override readonly name = 'ImageNotFoundError';
  readonly code = 'IMAGE_NOT_FOUND';
  readonly retryable = false;

  constructor(imageId: string) {
    super(`No image has the id ${imageId}.`);
  }
}

/** API Gateway passes on only documented routes, so this means that the document is older than the function. */
export class RouteNotFoundError extends DarkroomError {
  override readonly name = 'RouteNotFoundError';
  readonly code = 'ROUTE_NOT_FOUND';
  readonly retryable = false;

  constructor(method: string, path: string) {
    super(`There is no route ${method} ${path}.`);
  }
}
