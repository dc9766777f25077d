import type { OperationObject, ParameterObject } from 'openapi3-ts/oas30';
import type { z } from 'zod';
import { getImageQuery, imageId, listImagesQuery } from '../request-schemas';
import { parameterSchema, type SchemaName, schemaRef } from './component-schemas';
import { failures, response } from './documented-responses';
import {
  imageExample,
  imagePageExample,
  processExample,
  uploadExample,
  uploadTicketExample,
} from './examples';

const parameter = (location: 'path' | 'query', name: string, schema: z.ZodType): ParameterObject => ({
  name,
  in: location,
  required: location === 'path',
  description: schema.description ?? name,
  schema: parameterSchema(schema),
});

export const queryOf = (query: z.ZodObject): ParameterObject[] =>
  Object.entries(query.shape).map(([name, schema]) => parameter('query', name, schema));

export const bodyOf = (schema: SchemaName, example: object) => ({
  required: true,
  content: { 'application/json': { schema: schemaRef(schema), example } },
});

const imageIdInPath = parameter('path', 'image_id', imageId);

const processImage: OperationObject = {
  operationId: 'processImage',
  summary: 'Process a photo now',
  description:
    'Processes the current version of a photo as the queue does, and waits for the result. A finished version is not rendered again, unless it failed or its previews were made with other settings. After 27 seconds the response is 504, and processing continues.',
  tags: ['images'],
  requestBody: bodyOf('ProcessRequest', processExample),
  responses: {
    200: response('The photo is processed.', 'Image', imageExample),
    ...failures(400, 404, 409, 422, 503),
  },
};

const createUpload: OperationObject = {
  operationId: 'createUpload',
  summary: 'Request a presigned upload',
  description:
    'Returns a URL and headers for one PUT of the photo within 15 minutes. S3 rejects an upload with another type or another number of bytes. Then `GET` the `image_url` of the response.',
  tags: ['uploads'],
  requestBody: bodyOf('UploadRequest', uploadExample),
  responses: {
    201: response('The presigned upload.', 'UploadTicket', uploadTicketExample),
    ...failures(400, 413),
  },
};

const getImage: OperationObject = {
  operationId: 'getImage',
  summary: 'Get an image',
  description:
    'Returns the newest version of an image. With `wait`, the API responds as soon as that version is finished. A deleted image is returned as DELETED, without previews, until it is forgotten.',
  tags: ['images'],
  parameters: [imageIdInPath, ...queryOf(getImageQuery)],
  responses: {
    200: response('The image.', 'ImageWithHistory', imageExample),
    ...failures(400, 404, 503),
  },
};

const listImages: OperationObject = {
  operationId: 'listImages',
  summary: 'List images by status, user or day, or find them by name',
  description:
    'Returns versions, newest first. Requires exactly one of `status`, `user_id` and `date`; with `name`, at most one.',
  tags: ['images'],
  parameters: queryOf(listImagesQuery),
  responses: {
    200: response('One page of versions.', 'ImagePage', imagePageExample),
    ...failures(400, 503),
  },
};

const deleteImage: OperationObject = {
  operationId: 'deleteImage',
  summary: 'Forget an image',
  description:
    'Deletes the original with all its versions, its previews and its records. They cannot be restored. Safe to repeat, also after a timeout. For an image whose records have expired, the API searches 50,000 keys for its id; in a larger bucket the response is 409.',
  tags: ['images'],
  parameters: [imageIdInPath],
  responses: { 204: { description: 'The image is deleted.' }, ...failures(400, 404, 409, 503) },
};

/** The documentation of every route, by path and method. */
export const OPERATIONS = {
  '/process': { post: processImage },
  '/uploads': { post: createUpload },
  '/images': { get: listImages },
  '/images/{image_id}': { get: getImage, delete: deleteImage },
} as const;
