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

/** API Gateway sends only documented routes, so this is a function that was deployed without its document. */
export class RouteNotFoundError extends DarkroomError {
  override readonly name = 'RouteNotFoundError';
  readonly code = 'ROUTE_NOT_FOUND';
  readonly retryable = false;

  constructor(method: string, path: string) {
    super(`There is no route ${method} ${path}.`);
  }
}
