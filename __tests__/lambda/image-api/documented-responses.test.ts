import { ServiceError } from '../../../lambda/domain/errors';
import { type ImageRecord, imageIdOf } from '../../../lambda/domain/image-record';
import { GATEWAY_STATUSES } from '../../../lambda/image-api/openapi/documented-responses';
import { openApiDocument } from '../../../lambda/image-api/openapi/openapi-document';
import {
  errorResponse,
  image,
  imagePage,
  imageWithHistory,
  uploadTicket,
} from '../../../lambda/image-api/response-schemas';
import { type ApiCall, inMemoryApi } from '../../support/api';
import { jpegPhoto } from '../../support/photos';
import { NOON, SOURCE_BUCKET } from '../../support/uploads';

/** Every documented response, produced by the real API over a pipeline in memory. */

type Api = ReturnType<typeof inMemoryApi>;

interface Scenario {
  readonly operation: string;
  readonly status: number;
  readonly when: string;
  readonly arrange?: (api: Api) => unknown;
  readonly call: ApiCall;
}

const KEY = 'uploads/alice/harbour.jpg';
const IMAGE_ID = imageIdOf(SOURCE_BUCKET, KEY);

const processing: ApiCall = { route: 'POST /process', body: { image_key: KEY } };
const upload: ApiCall = {
  route: 'POST /uploads',
  body: { file_name: 'harbour.jpg', content_type: 'image/jpeg', size: 4096 },
};
const get: ApiCall = { route: 'GET /images/{image_id}', path: { image_id: IMAGE_ID } };
const list: ApiCall = { route: 'GET /images', query: { status: 'COMPLETED' } };
const remove: ApiCall = { route: 'DELETE /images/{image_id}', path: { image_id: IMAGE_ID } };

const outOfOrder = () => Promise.reject(new Error('the inside of photo-processed-bucket is broken'));
const busy = () => Promise.reject(new ServiceError('DynamoDB: ThrottlingException in image-metadata-dev'));

async function processed({ store, call }: Api): Promise<void> {
  store.put(SOURCE_BUCKET, KEY, await jpegPhoto({ width: 60, height: 40 }), { lastModified: NOON });
  await call(processing);
}

async function heldByTheQueue({ store, catalog }: Api): Promise<void> {
  const ref = store.put(SOURCE_BUCKET, KEY, Buffer.from('bytes'), { lastModified: NOON });
  const record: ImageRecord = {
    ...ref,
    imageId: IMAGE_ID,
    timestamp: NOON,
    processingStatus: 'PROCESSING',
    uploadDate: '2026-06-21',
  };
  await catalog.claim(record, { holder: 'message-1', until: NOON + 60_000 }, { now: NOON });
}

const SCENARIOS: readonly Scenario[] = [
  { operation: 'processImage', status: 200, when: 'the photo is good', arrange: processed, call: processing },
  {
    operation: 'processImage',
    status: 400,
    when: 'the key is not under uploads/',
    call: { ...processing, body: { image_key: 'previews/a.webp' } },
  },
  { operation: 'processImage', status: 404, when: 'there is no such object', call: processing },
  {
    operation: 'processImage',
    status: 409,
    when: 'the queue is processing the same version',
    arrange: heldByTheQueue,
    call: processing,
  },
  {
    operation: 'processImage',
    status: 422,
    when: 'the object is not an image',
    arrange: ({ store }) => store.put(SOURCE_BUCKET, KEY, Buffer.from('Dear diary, '.repeat(20))),
    call: processing,
  },
  {
    operation: 'processImage',
    status: 500,
    when: 'something is broken',
    arrange: ({ store }) => jest.spyOn(store, 'headOriginal').mockImplementation(outOfOrder),
    call: processing,
  },
  {
    operation: 'processImage',
    status: 503,
    when: 'S3 is busy',
    arrange: ({ store }) => jest.spyOn(store, 'headOriginal').mockImplementation(busy),
    call: processing,
  },
  { operation: 'createUpload', status: 201, when: 'the request is valid', call: upload },
  {
    operation: 'createUpload',
    status: 400,
    when: 'the content type is not supported',
    call: { ...upload, body: { file_name: 'a.svg', content_type: 'image/svg+xml', size: 1 } },
  },
  {
    operation: 'createUpload',
    status: 413,
    when: 'the photo is one byte too large',
    call: { ...upload, body: { file_name: 'a.jpg', content_type: 'image/jpeg', size: 10_485_761 } },
  },
  {
    operation: 'createUpload',
    status: 500,
    when: 'nothing can be signed',
    arrange: ({ signer }) => jest.spyOn(signer, 'signUpload').mockImplementation(outOfOrder),
    call: upload,
  },
  { operation: 'getImage', status: 200, when: 'the image is known', arrange: processed, call: get },
  {
    operation: 'getImage',
    status: 400,
    when: 'the id is not valid',
    call: { ...get, path: { image_id: 'harbour' } },
  },
  { operation: 'getImage', status: 404, when: 'the image is unknown', call: get },
  {
    operation: 'getImage',
    status: 500,
    when: 'something is broken',
    arrange: ({ catalog }) => jest.spyOn(catalog, 'page').mockImplementation(outOfOrder),
    call: get,
  },
  {
    operation: 'getImage',
    status: 503,
    when: 'DynamoDB is busy',
    arrange: ({ catalog }) => jest.spyOn(catalog, 'page').mockImplementation(busy),
    call: get,
  },
  { operation: 'listImages', status: 200, when: 'there is one image', arrange: processed, call: list },
  { operation: 'listImages', status: 400, when: 'there is no filter', call: { ...list, query: {} } },
  {
    operation: 'listImages',
    status: 500,
    when: 'something is broken',
    arrange: ({ catalog }) => jest.spyOn(catalog, 'list').mockImplementation(outOfOrder),
    call: list,
  },
  {
    operation: 'listImages',
    status: 503,
    when: 'DynamoDB is busy',
    arrange: ({ catalog }) => jest.spyOn(catalog, 'list').mockImplementation(busy),
    call: list,
  },
  { operation: 'deleteImage', status: 204, when: 'the image is known', arrange: processed, call: remove },
  {
    operation: 'deleteImage',
    status: 400,
    when: 'the id is not valid',
    call: { ...remove, path: { image_id: '../../etc/passwd' } },
  },
  { operation: 'deleteImage', status: 404, when: 'the image is unknown', call: remove },
  {
    operation: 'deleteImage',
    status: 409,
    when: 'no record knows the image, and the bucket has too many keys to search',
    arrange: ({ store }) => jest.spyOn(store, 'originalKeys').mockImplementation(countlessKeys),
    call: remove,
  },
  {
    operation: 'deleteImage',
    status: 500,
    when: 'something is broken',
    arrange: ({ catalog }) => jest.spyOn(catalog, 'page').mockImplementation(outOfOrder),
    call: remove,
  },
  {
    operation: 'deleteImage',
    status: 503,
    when: 'DynamoDB is busy',
    arrange: ({ catalog }) => jest.spyOn(catalog, 'page').mockImplementation(busy),
    call: remove,
  },
];

/** A bucket with more keys than a request can search. */
async function* countlessKeys(): AsyncGenerator<string> {
  for (let index = 0; ; index += 1) yield `uploads/${index}.jpg`;
}

const SCHEMAS = {
  Error: errorResponse,
  Image: image,
  ImagePage: imagePage,
  ImageWithHistory: imageWithHistory,
  UploadTicket: uploadTicket,
};

const document = openApiDocument({ name: 'api', invocationUri: 'arn:of:function', allowedOrigins: [] });

interface Documented {
  readonly operationId: string;
  readonly responses: Record<string, { content?: { 'application/json': { schema: { $ref: string } } } }>;
}

const operations = Object.values(document.paths as Record<string, Record<string, Documented>>).flatMap(
  (path) => Object.values(path),
);

function documentedSchema(operationId: string, status: number): keyof typeof SCHEMAS | undefined {
  const responses = operations.find((operation) => operation.operationId === operationId)?.responses;
  const $ref = responses?.[status]?.content?.['application/json'].schema.$ref;
  return $ref?.split('/').at(-1) as keyof typeof SCHEMAS | undefined;
}

it.each(SCENARIOS)('$operation returns $status when $when', async ({ operation, status, arrange, call }) => {
  const api = inMemoryApi();
  await arrange?.(api);
  const response = await api.call(call);
  const name = documentedSchema(operation, status);
  expect(response.status).toBe(status);
  // Parsing drops what the schema does not know, so equality also says that nothing undocumented got out.
  expect(response.body).toEqual(name && SCHEMAS[name].parse(response.body));
});

it('has a scenario for each documented response of the function, and no other', () => {
  const byGateway: readonly number[] = GATEWAY_STATUSES;
  const documented = operations.flatMap(({ operationId, responses }) =>
    Object.keys(responses)
      .filter((status) => !byGateway.includes(Number(status)))
      .map((status) => `${operationId} ${status}`),
  );
  const produced = SCENARIOS.map(({ operation, status }) => `${operation} ${status}`);
  expect(produced.sort()).toEqual(documented.sort());
});

it('reports the cause of every response from 500 up, and hides it from clients', async () => {
  for (const { status, arrange, call } of SCENARIOS.filter((scenario) => scenario.status >= 500)) {
    const api = inMemoryApi();
    await arrange?.(api);
    const { body } = await api.call(call);
    expect(api.faults).toHaveLength(1);
    expect(body).toEqual({
      error: status === 500 ? 'INTERNAL_ERROR' : 'SERVICE_UNAVAILABLE',
      message: expect.not.stringMatching(/photo-|image-metadata|Throttling|Error/),
      request_id: 'request-1',
    });
  }
});
