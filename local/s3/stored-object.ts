import type { Checksum, ChecksumAlgorithm, ChecksumType } from './body/checksums';
import type { LifecycleRule } from './lifecycle/lifecycle-rule';

/** S3's name for the version of an object that was stored without versioning. */
export const NULL_VERSION = 'null';

export interface CorsRule {
  /** Each may contain one `*`. */
  readonly allowedOrigins: readonly string[];
  readonly allowedMethods: readonly string[];
  /** Each may contain one `*`. */
  readonly allowedHeaders: readonly string[];
  readonly exposeHeaders?: readonly string[];
  readonly maxAgeSeconds?: number;
}

export interface BucketRecord {
  readonly name: string;
  /** Epoch milliseconds. */
  readonly createdAt: number;
  /** Whether versioning is, or ever was, enabled. This cannot be undone. */
  readonly versioned: boolean;
  /** Whether versioning is suspended: new objects replace the version `null`. */
  readonly suspended?: boolean;
  readonly corsRules: readonly CorsRule[];
  readonly lifecycleRules?: readonly LifecycleRule[];
}

/** The description of an object: set by the client that stores it, returned to clients that read it. */
export interface ObjectDescription {
  /** Lower-case header names, e.g. `content-type`. */
  readonly headers: Readonly<Record<string, string>>;
  /** User metadata, names in lower case without `x-amz-meta-`. */
  readonly metadata: Readonly<Record<string, string>>;
  /** Object tags. */
  readonly tags: Readonly<Record<string, string>>;
}

/** A body on disk and its properties. */
export interface StoredBody {
  /** Name of the body file. */
  readonly file: string;
  /** Bytes. */
  readonly size: number;
  /** Without quotes. */
  readonly eTag: string;
  readonly checksum?: Checksum;
}

interface VersionIdentity {
  readonly key: string;
  readonly versionId: string;
  readonly sequencer: string;
  /** Epoch milliseconds. */
  readonly lastModified: number;
}

export interface ObjectVersion extends VersionIdentity, StoredBody, ObjectDescription {
  readonly kind: 'object';
}

export interface DeleteMarker extends VersionIdentity {
  readonly kind: 'delete-marker';
}

export type StoredVersion = ObjectVersion | DeleteMarker;

export interface UploadPart extends StoredBody {
  /** 1 to 10,000. */
  readonly partNumber: number;
  /** Epoch milliseconds. */
  readonly lastModified: number;
}

/** A multipart upload in progress. */
export interface MultipartUpload extends ObjectDescription {
  readonly uploadId: string;
  readonly bucket: string;
  readonly key: string;
  /** Epoch milliseconds. */
  readonly initiated: number;
  readonly checksumAlgorithm?: ChecksumAlgorithm;
  readonly checksumType?: ChecksumType;
}
