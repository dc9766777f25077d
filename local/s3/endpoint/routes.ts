import { notImplemented } from '../errors';
import * as buckets from '../operations/buckets';
import type { BucketCall, ObjectCall, ServiceCall } from '../operations/call';
import { copyObject } from '../operations/copy-object';
import { deleteObject, deleteObjects } from '../operations/delete-objects';
import { getObject } from '../operations/get-object';
import { listObjectVersions } from '../operations/list-object-versions';
import { listObjectsV1, listObjectsV2 } from '../operations/list-objects';
import { listMultipartUploads, listParts } from '../operations/list-uploads';
import {
  abortMultipartUpload,
  completeMultipartUpload,
  createMultipartUpload,
} from '../operations/multipart-upload';
import { putObject } from '../operations/put-object';
import { deleteObjectTagging, getObjectTagging, putObjectTagging } from '../operations/tagging';
import { uploadPart, uploadPartCopy } from '../operations/upload-part';
import { type BucketOperation, type ObjectOperation, operationOf, unsupportedName } from '../s3-operation';

type Result = void | Promise<void>;

const OBJECT_OPERATIONS: Readonly<Record<ObjectOperation, (call: ObjectCall) => Result>> = {
  ListParts: listParts,
  GetObjectTagging: getObjectTagging,
  GetObject: getObject,
  HeadObject: getObject,
  UploadPartCopy: uploadPartCopy,
  UploadPart: uploadPart,
  PutObjectTagging: putObjectTagging,
  CopyObject: copyObject,
  PutObject: putObject,
  CreateMultipartUpload: createMultipartUpload,
  CompleteMultipartUpload: completeMultipartUpload,
  AbortMultipartUpload: abortMultipartUpload,
  DeleteObjectTagging: deleteObjectTagging,
  DeleteObject: deleteObject,
};

/** `CreateBucket` is not here, because its bucket does not exist yet. */
const BUCKET_OPERATIONS: Readonly<
  Record<Exclude<BucketOperation, 'CreateBucket'>, (call: BucketCall) => Result>
> = {
  GetBucketLocation: buckets.getBucketLocation,
  GetBucketVersioning: buckets.getBucketVersioning,
  ListObjectVersions: listObjectVersions,
  ListMultipartUploads: listMultipartUploads,
  ListObjectsV2: listObjectsV2,
  ListObjects: listObjectsV1,
  HeadBucket: buckets.headBucket,
  PutBucketVersioning: buckets.putBucketVersioning,
  DeleteObjects: deleteObjects,
  DeleteBucket: buckets.deleteBucket,
};

/** Performs the operation that a request names. @throws S3Error */
export async function dispatch(call: ServiceCall): Promise<void> {
  const { request, store } = call;
  const { bucket: name = '', key = '' } = request;
  const operation = operationOf(request);
  if (operation === undefined) throw notImplemented(`the operation ${unsupportedName(request)}`);
  if (operation === 'ListBuckets') return buckets.listBuckets(call);
  if (operation === 'CreateBucket') return buckets.createBucket(call);
  const bucket = store.index.bucket(name);
  if (isObjectOperation(operation)) return OBJECT_OPERATIONS[operation]({ ...call, bucket, key });
  return BUCKET_OPERATIONS[operation]({ ...call, bucket });
}

const isObjectOperation = (name: string): name is ObjectOperation => Object.hasOwn(OBJECT_OPERATIONS, name);
