import { notImplemented, type S3Error } from '../errors';
import type { S3Request } from '../s3-request';

const VERBS: Readonly<Record<string, string>> = {
  GET: 'Get',
  PUT: 'Put',
  DELETE: 'Delete',
  POST: 'Post',
  HEAD: 'Head',
};

/**
 * Query parameters that each name another operation of S3, and how its operations are called.
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

/** The refusal of an operation that this endpoint lacks, by the name S3 gives it. */
export function unsupported({ method, query, bucket, key }: S3Request): S3Error {
  const resource = key !== undefined ? 'Object' : bucket !== undefined ? 'Bucket' : 'Service';
  const parameter = subresourceOf(query);
  const name = `${VERBS[method] ?? method}${resource}${parameter === undefined ? '' : SUBRESOURCES[parameter]}`;
  return notImplemented(
    `the operation ${name} (${method}${parameter === undefined ? '' : ` ?${parameter}`})`,
  );
}

/** The parameter that turns a request into another operation than its method alone says. */
export const subresourceOf = (query: URLSearchParams): string | undefined =>
  [...query.keys()].find((name) => Object.hasOwn(SUBRESOURCES, name));
