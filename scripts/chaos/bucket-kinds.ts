/** The kinds of source bucket: S3 keeps versions, never did, or did until versioning was suspended. */
export const BUCKET_KINDS = ['versioned', 'unversioned', 'suspended'] as const;
export type BucketKind = (typeof BUCKET_KINDS)[number];

/** An imported bucket that the twin makes. The one that Darkroom makes itself always has versions. */
export const IMPORTED_BUCKET = 'chaos-photos';

/** The settings of a deployment with such a bucket. */
export const settingsOf = (kind: BucketKind): Record<string, string> =>
  kind === 'versioned' ? {} : { SOURCE_BUCKET: IMPORTED_BUCKET };
