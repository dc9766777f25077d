import type { ServerResponse } from 'node:http';
import type { S3Access } from '../access';
import type { S3Request } from '../s3-request';
import type { Bucket } from '../store/object-index';
import type { ObjectStore } from '../store/object-store';

/** A request to the service itself, with everything that an operation needs. */
export interface ServiceCall {
  readonly request: S3Request;
  readonly response: ServerResponse;
  readonly store: ObjectStore;
  readonly access: S3Access;
  readonly region: string;
}

/** A request to a bucket that exists. */
export interface BucketCall extends ServiceCall {
  readonly bucket: Bucket;
}

/** A request to a key of a bucket that exists. */
export interface ObjectCall extends BucketCall {
  readonly key: string;
}
