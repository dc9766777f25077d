import type { OperationObject, ResponsesObject } from 'openapi3-ts/oas30';
import { listOwnImagesQuery } from '../request-schemas';
import { NOT_SIGNED_IN } from './documented-responses';
import { ownUploadExample } from './examples';
import { bodyOf, OPERATIONS, queryOf } from './operations';

const TAG = 'people';

/** Replaces the response about a signature with the one about a token. */
function forPeople({ 403: _, ...responses }: ResponsesObject): ResponsesObject {
  return { ...responses, 401: NOT_SIGNED_IN };
}

const own = (operation: OperationObject, changes: Partial<OperationObject>): OperationObject => ({
  ...operation,
  ...changes,
  tags: [TAG],
  responses: forPeople(operation.responses),
});

const { post: createUpload } = OPERATIONS['/uploads'];
const { get: listImages } = OPERATIONS['/images'];
const { get: getImage, delete: deleteImage } = OPERATIONS['/images/{image_id}'];

/** The routes for people who are signed in, by path and method. */
export const OWN_OPERATIONS = {
  '/my/uploads': {
    post: own(createUpload, {
      operationId: 'createOwnUpload',
      summary: 'Request a presigned upload as a person',
      description: `Same as \`POST /uploads\`. The owner of the photo is the person whom the token was issued to (\`sub\`).`,
      requestBody: bodyOf('OwnUploadRequest', ownUploadExample),
    }),
  },
  '/my/images': {
    get: own(listImages, {
      operationId: 'listOwnImages',
      summary: 'List your images, or find them by name',
      description: 'Returns the versions of the person whom the token was issued to, newest first.',
      parameters: queryOf(listOwnImagesQuery),
    }),
  },
  '/my/images/{image_id}': {
    get: own(getImage, {
      operationId: 'getOwnImage',
      summary: 'Get your image',
      description:
        'Same as `GET /images/{image_id}`. The response is 404 for an image of somebody else, and the history has your versions only.',
    }),
    delete: own(deleteImage, {
      operationId: 'deleteOwnImage',
      summary: 'Forget your image',
      description:
        'Same as `DELETE /images/{image_id}`. The response is 404 for an image of somebody else, and for one whose records have expired.',
    }),
  },
} as const;
