import type { S3Request } from './s3-request';

/** The method of an operation of S3 and, for some operations, a query parameter or a header. */
interface Rule<Name extends string> {
  readonly method: string;
  readonly parameter?: string;
  readonly header?: string;
  readonly name: Name;
}

const rule = <const Name extends string>(
  method: string,
  name: Name,
  where: { readonly parameter?: string; readonly header?: string } = {},
): Rule<Name> => ({ method, name, ...where });

const COPY_SOURCE = 'x-amz-copy-source';

/** The first matching rule applies, so rules with a parameter come before those without. */
const OBJECT_RULES = [
  rule('GET', 'ListParts', { parameter: 'uploadId' }),
  rule('GET', 'GetObjectTagging', { parameter: 'tagging' }),
  rule('GET', 'GetObject'),
  rule('HEAD', 'HeadObject'),
  rule('PUT', 'UploadPartCopy', { parameter: 'uploadId', header: COPY_SOURCE }),
  rule('PUT', 'UploadPart', { parameter: 'uploadId' }),
  rule('PUT', 'PutObjectTagging', { parameter: 'tagging' }),
  rule('PUT', 'CopyObject', { header: COPY_SOURCE }),
  rule('PUT', 'PutObject'),
  rule('POST', 'CreateMultipartUpload', { parameter: 'uploads' }),
  rule('POST', 'CompleteMultipartUpload', { parameter: 'uploadId' }),
  rule('DELETE', 'AbortMultipartUpload', { parameter: 'uploadId' }),
  rule('DELETE', 'DeleteObjectTagging', { parameter: 'tagging' }),
  rule('DELETE', 'DeleteObject'),
] as const;

const BUCKET_RULES = [
  rule('GET', 'GetBucketLocation', { parameter: 'location' }),
  rule('GET', 'GetBucketVersioning', { parameter: 'versioning' }),
  rule('GET', 'ListObjectVersions', { parameter: 'versions' }),
  rule('GET', 'ListMultipartUploads', { parameter: 'uploads' }),
  rule('GET', 'ListObjectsV2', { parameter: 'list-type' }),
  rule('GET', 'ListObjects'),
  rule('HEAD', 'HeadBucket'),
  rule('PUT', 'PutBucketVersioning', { parameter: 'versioning' }),
  rule('PUT', 'CreateBucket'),
  rule('POST', 'DeleteObjects', { parameter: 'delete' }),
  rule('DELETE', 'DeleteBucket'),
] as const;

const SERVICE_RULES = [rule('GET', 'ListBuckets')] as const;

export type ObjectOperation = (typeof OBJECT_RULES)[number]['name'];
export type BucketOperation = (typeof BUCKET_RULES)[number]['name'];
export type S3Operation = ObjectOperation | BucketOperation | (typeof SERVICE_RULES)[number]['name'];

/**
 * Query parameters that each select another operation of S3, with the noun in the names of its operations.
 * Source: S3 API Reference, "Actions".
 */
const SUBRESOURCES: Readonly<Record<string, string>> = {
  abac: 'Abac',
  accelerate: 'AccelerateConfiguration',
  acl: 'Acl',
  analytics: 'AnalyticsConfiguration',
  annotation: 'Annotation',
  attributes: 'Attributes',
  cors: 'Cors',
  encryption: 'Encryption',
  'intelligent-tiering': 'IntelligentTieringConfiguration',
  inventory: 'InventoryConfiguration',
  'legal-hold': 'LegalHold',
  lifecycle: 'LifecycleConfiguration',
  logging: 'Logging',
  metadataConfiguration: 'MetadataConfiguration',
  metadataTable: 'MetadataTableConfiguration',
  metrics: 'MetricsConfiguration',
  notification: 'NotificationConfiguration',
  'object-lock': 'LockConfiguration',
  ownershipControls: 'OwnershipControls',
  policy: 'Policy',
  policyStatus: 'PolicyStatus',
  publicAccessBlock: 'PublicAccessBlock',
  renameObject: 'Rename',
  replication: 'Replication',
  requestPayment: 'RequestPayment',
  restore: 'Restore',
  retention: 'Retention',
  select: 'SelectContent',
  session: 'Session',
  tagging: 'Tagging',
  torrent: 'Torrent',
  versioning: 'Versioning',
  website: 'Website',
};

/** The parts of a request that identify its operation. */
export type OperationRequest = Pick<S3Request, 'method' | 'query' | 'bucket' | 'key' | 'header'>;

/** Returns the operation of a request, or undefined when this endpoint does not have it. */
export function operationOf(request: OperationRequest): S3Operation | undefined {
  if (request.bucket === undefined) return firstMatching(SERVICE_RULES, request);
  return firstMatching<S3Operation>(request.key === undefined ? BUCKET_RULES : OBJECT_RULES, request);
}

function firstMatching<Name extends string>(
  rules: readonly Rule<Name>[],
  { method, query, header }: OperationRequest,
): Name | undefined {
  const matching = rules.find(
    (one) =>
      one.method === method &&
      (one.parameter === undefined || query.has(one.parameter)) &&
      (one.header === undefined || header(one.header) !== undefined),
  );
  const subresource = subresourceOf(query);
  return subresource === undefined || subresource === matching?.parameter ? matching?.name : undefined;
}

const VERBS: Readonly<Record<string, string>> = {
  GET: 'Get',
  PUT: 'Put',
  DELETE: 'Delete',
  POST: 'Post',
  HEAD: 'Head',
};

/** The name of an operation that this endpoint does not have, e.g. `PutBucketPolicy (PUT ?policy)`. */
export function unsupportedName({ method, query, bucket, key }: Omit<OperationRequest, 'header'>): string {
  const resource = key !== undefined ? 'Object' : bucket !== undefined ? 'Bucket' : 'Service';
  const parameter = subresourceOf(query);
  const noun = parameter === undefined ? '' : SUBRESOURCES[parameter];
  return `${VERBS[method] ?? method}${resource}${noun} (${method}${parameter === undefined ? '' : ` ?${parameter}`})`;
}

const subresourceOf = (query: URLSearchParams): string | undefined =>
  [...query.keys()].find((name) => Object.hasOwn(SUBRESOURCES, name));
