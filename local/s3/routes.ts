import * as buckets from './operations/buckets';
import type { BucketCall, ObjectCall, ServiceCall } from './operations/call';
import { copyObject } from './operations/copy-object';
import { deleteObject, deleteObjects } from './operations/delete-objects';
import { getObject } from './operations/get-object';
import { listObjectVersions } from './operations/list-object-versions';
import { listObjectsV1, listObjectsV2 } from './operations/list-objects';
import { listMultipartUploads, listParts } from './operations/list-uploads';
import {
  abortMultipartUpload,
  completeMultipartUpload,
  createMultipartUpload,
} from './operations/multipart-upload';
import { putObject } from './operations/put-object';
import { deleteObjectTagging, getObjectTagging, putObjectTagging } from './operations/tagging';
import { subresourceOf, unsupported } from './operations/unsupported';
import { uploadPart, uploadPartCopy } from './operations/upload-part';
import type { S3Request } from './s3-request';

type Answer = void | Promise<void>;

/** What distinguishes operations of one method: a query parameter, or a header where S3 uses one. */
interface Route<Call> {
  readonly method: string;
  readonly parameter?: string;
  readonly header?: string;
  readonly operation: (call: Call) => Answer;
}

/** The first route that fits is taken, so those with a parameter stand before those without. */
const OBJECT_ROUTES: readonly Route<ObjectCall>[] = [
  { method: 'GET', parameter: 'uploadId', operation: listParts },
  { method: 'GET', parameter: 'tagging', operation: getObjectTagging },
  { method: 'GET', operation: getObject },
  { method: 'HEAD', operation: getObject },
  { method: 'PUT', parameter: 'uploadId', header: 'x-amz-copy-source', operation: uploadPartCopy },
  { method: 'PUT', parameter: 'uploadId', operation: uploadPart },
  { method: 'PUT', parameter: 'tagging', operation: putObjectTagging },
  { method: 'PUT', header: 'x-amz-copy-source', operation: copyObject },
  { method: 'PUT', operation: putObject },
  { method: 'POST', parameter: 'uploads', operation: createMultipartUpload },
  { method: 'POST', parameter: 'uploadId', operation: completeMultipartUpload },
  { method: 'DELETE', parameter: 'uploadId', operation: abortMultipartUpload },
  { method: 'DELETE', parameter: 'tagging', operation: deleteObjectTagging },
  { method: 'DELETE', operation: deleteObject },
];

const BUCKET_ROUTES: readonly Route<BucketCall>[] = [
  { method: 'GET', parameter: 'location', operation: buckets.getBucketLocation },
  { method: 'GET', parameter: 'versioning', operation: buckets.getBucketVersioning },
  { method: 'GET', parameter: 'versions', operation: listObjectVersions },
  { method: 'GET', parameter: 'uploads', operation: listMultipartUploads },
  { method: 'GET', parameter: 'list-type', operation: listObjectsV2 },
  { method: 'GET', operation: listObjectsV1 },
  { method: 'HEAD', operation: buckets.headBucket },
  { method: 'PUT', parameter: 'versioning', operation: buckets.putBucketVersioning },
  { method: 'POST', parameter: 'delete', operation: deleteObjects },
  { method: 'DELETE', operation: buckets.deleteBucket },
];

function operationFor<Call>(routes: readonly Route<Call>[], request: S3Request): Route<Call>['operation'] {
  const { method, query } = request;
  const route = routes.find(
    ({ parameter, header, ...wanted }) =>
      wanted.method === method &&
      (parameter === undefined || query.has(parameter)) &&
      (header === undefined || request.header(header) !== undefined),
  );
  const other = subresourceOf(query);
  if (!route || (other !== undefined && other !== route.parameter)) throw unsupported(request);
  return route.operation;
}

/** Carries out the operation that a request names. @throws S3Error */
export async function dispatch(call: ServiceCall): Promise<void> {
  const { request, store } = call;
  const { method, bucket: name, key } = request;
  if (name === undefined) {
    if (method !== 'GET') throw unsupported(request);
    buckets.listBuckets(call);
  } else if (key !== undefined) {
    const operation = operationFor(OBJECT_ROUTES, request);
    await operation({ ...call, bucket: store.index.bucket(name), key });
  } else if (method === 'PUT' && subresourceOf(request.query) === undefined) {
    await buckets.createBucket(call);
  } else {
    const operation = operationFor(BUCKET_ROUTES, request);
    await operation({ ...call, bucket: store.index.bucket(name) });
  }
}
