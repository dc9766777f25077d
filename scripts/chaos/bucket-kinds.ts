/** The versioning of a source bucket: enabled, never enabled, or suspended. */
export const BUCKET_KINDS = ['versioned', 'unversioned', 'suspended'] as const;
export type BucketKind = (typeof BUCKET_KINDS)[number];

/** The name of the imported bucket, which the twin creates. Darkroom's own bucket always keeps versions. */
const IMPORTED_BUCKET = 'chaos-photos';

/** The settings of a deployment with such a bucket. */
export const settingsOf = (kind: BucketKind): Record<string, string> =>
  kind === 'versioned' ? {} : { SOURCE_BUCKET: IMPORTED_BUCKET };
