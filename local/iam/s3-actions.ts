import type { S3Request } from '../s3/s3-request';
import type { RequestedAction } from './requested-action';

/** What of a request to S3 tells which actions it needs. */
export type S3Ask = Pick<S3Request, 'method' | 'query' | 'bucket' | 'key' | 'header'>;

const COPY_SOURCE = /^\/?([^/]+)\/(.+?)(?:\?versionId=(.+))?$/s;

const bucketArn = (bucket: string): string => `arn:aws:s3:::${bucket}`;
const objectArn = (bucket: string, key: string): string => `${bucketArn(bucket)}/${key}`;

/**
 * The actions that a request to S3 needs. Source: Service Authorization Reference, "Actions, resources, and
 * condition keys for Amazon S3". The keys of DeleteObjects are in its body: see `removalAction`.
 */
export function s3Actions(request: S3Ask): RequestedAction[] {
  const { bucket, key } = request;
  if (bucket === undefined) return [{ action: 's3:ListAllMyBuckets', resource: '*' }];
  return key === undefined ? bucketActions(request, bucket) : objectActions(request, bucket, key);
}

/** Removing one object, or one version of it for good. */
export const removalAction = (
  bucket: string,
  key: string,
  versionId: string | undefined,
): RequestedAction => ({
  action: versionId === undefined ? 's3:DeleteObject' : 's3:DeleteObjectVersion',
  resource: objectArn(bucket, key),
});

/** What S3 asks before it admits that an object does not exist: without it, the answer is 403. */
export const existenceAction = (bucket: string): RequestedAction => ({
  action: 's3:ListBucket',
  resource: bucketArn(bucket),
});

const BUCKET_READS: readonly (readonly [parameter: string, action: string])[] = [
  ['location', 's3:GetBucketLocation'],
  ['versioning', 's3:GetBucketVersioning'],
  ['versions', 's3:ListBucketVersions'],
  ['uploads', 's3:ListBucketMultipartUploads'],
];

function bucketActions({ method, query }: S3Ask, bucket: string): RequestedAction[] {
  const resource = bucketArn(bucket);
  if (method === 'POST') return [];
  if (method === 'PUT') {
    return [{ action: query.has('versioning') ? 's3:PutBucketVersioning' : 's3:CreateBucket', resource }];
  }
  if (method === 'DELETE') return [{ action: 's3:DeleteBucket', resource }];
  const [, action = 's3:ListBucket'] = BUCKET_READS.find(([parameter]) => query.has(parameter)) ?? [];
  return [{ action, resource, context: listingContext(query) }];
}

function listingContext(query: URLSearchParams): Record<string, string> {
  const named = [
    ['s3:prefix', 'prefix'],
    ['s3:delimiter', 'delimiter'],
    ['s3:max-keys', 'max-keys'],
  ] as const;
  return Object.fromEntries(
    named.flatMap(([condition, parameter]) => {
      const value = query.get(parameter);
      return value === null ? [] : [[condition, value]];
    }),
  );
}

function objectActions(request: S3Ask, bucket: string, key: string): RequestedAction[] {
  const { method, query } = request;
  const resource = objectArn(bucket, key);
  const versionId = query.get('versionId') ?? undefined;
  const ofVersion = versionId === undefined ? '' : 'Version';
  if (query.has('tagging'))
    return [{ action: `s3:${taggingVerb(method)}Object${ofVersion}Tagging`, resource }];
  switch (method) {
    case 'GET':
    case 'HEAD':
      return [
        {
          action: query.has('uploadId') ? 's3:ListMultipartUploadParts' : `s3:GetObject${ofVersion}`,
          resource,
        },
      ];
    case 'DELETE':
      if (query.has('uploadId')) return [{ action: 's3:AbortMultipartUpload', resource }];
      return [removalAction(bucket, key, versionId)];
    default:
      return [...writing(request, resource), ...copying(request)];
  }
}

function taggingVerb(method: string): string {
  if (method === 'PUT') return 'Put';
  return method === 'DELETE' ? 'Delete' : 'Get';
}

function writing(request: S3Ask, resource: string): RequestedAction[] {
  const put = { action: 's3:PutObject', resource };
  return request.header('x-amz-tagging') ? [put, { action: 's3:PutObjectTagging', resource }] : [put];
}

/** A copy also reads its source. */
function copying(request: S3Ask): RequestedAction[] {
  const [, bucket, key, versionId] = COPY_SOURCE.exec(request.header('x-amz-copy-source') ?? '') ?? [];
  if (!bucket || !key) return [];
  const action = versionId === undefined ? 's3:GetObject' : 's3:GetObjectVersion';
  return [{ action, resource: objectArn(bucket, decoded(key)) }];
}

function decoded(key: string): string {
  try {
    return decodeURIComponent(key);
  } catch {
    return key;
  }
}
