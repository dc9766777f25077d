export type ObjectCreatedEventName =
  | 'ObjectCreated:Put'
  | 'ObjectCreated:Post'
  | 'ObjectCreated:Copy'
  | 'ObjectCreated:CompleteMultipartUpload';
/** The cause of a removal: a request, or a lifecycle rule. */
export type RemovalFamily = 'ObjectRemoved' | 'LifecycleExpiration';
export type ObjectRemovedEventName = `${RemovalFamily}:${'Delete' | 'DeleteMarkerCreated'}`;

/** The requester of a change, as its event reports it. */
export interface RequestOrigin {
  readonly requestId: string;
  /** The client's address, or the name of the service for a lifecycle rule. */
  readonly sourceIp: string;
}

/** One change of one object, reported after it is stored. The key is plain text, not URL-encoded. */
export interface S3ObjectEvent extends RequestOrigin {
  readonly eventName: ObjectCreatedEventName | ObjectRemovedEventName;
  readonly bucket: string;
  readonly key: string;
  /** Bytes; absent for removals. */
  readonly size?: number;
  /** Without quotes; absent for removals. */
  readonly eTag?: string;
  /** Absent in a bucket without versions. */
  readonly versionId?: string;
  /** 16 hex digits; a later event of a key has the greater one. */
  readonly sequencer: string;
  /** Epoch milliseconds. */
  readonly eventTime: number;
}

/** Whether a lifecycle rule has made a change, not a request. */
export const isExpiration = ({ eventName }: Pick<S3ObjectEvent, 'eventName'>): boolean =>
  eventName.startsWith('LifecycleExpiration:');
