import { decodedUri } from '../foundation/decoded-uri';
import { parseCopySource } from '../s3/copy-source-name';
import { type OperationRequest, operationOf, type S3Operation } from '../s3/s3-operation';
import type { RequestedAction } from './requested-action';

const bucketArn = (bucket: string): string => `arn:aws:s3:::${bucket}`;
const objectArn = (bucket: string, key: string): string => `${bucketArn(bucket)}/${key}`;

/** The actions that are not named like their operation. */
const ACTION_NAMES: Partial<Record<S3Operation, string>> = {
  ListBuckets: 'ListAllMyBuckets',
  ListObjectVersions: 'ListBucketVersions',
  ListMultipartUploads: 'ListBucketMultipartUploads',
  ListObjects: 'ListBucket',
  ListObjectsV2: 'ListBucket',
  HeadBucket: 'ListBucket',
  ListParts: 'ListMultipartUploadParts',
  HeadObject: 'GetObject',
  UploadPart: 'PutObject',
  UploadPartCopy: 'PutObject',
  CopyObject: 'PutObject',
  CreateMultipartUpload: 'PutObject',
  CompleteMultipartUpload: 'PutObject',
};

/** Actions that have a variant for one version of an object, e.g. `GetObjectVersionTagging`. */
const VERSIONED = /^(?:Get|Delete)Object|^PutObjectTagging$/;

/**
 * The actions that a request to S3 needs; none for an operation that the endpoint does not have. Source:
 * Service Authorization Reference, "Actions, resources, and condition keys for Amazon S3". The keys of
 * DeleteObjects are in its body: see `removalAction`.
 */
export function s3Actions(request: OperationRequest): RequestedAction[] {
  const operation = operationOf(request);
  if (operation === undefined || operation === 'DeleteObjects') return [];
  const action = `s3:${actionName(operation, request.query.has('versionId'))}`;
  const { bucket, key } = request;
  if (bucket === undefined) return [{ action, resource: '*' }];
  if (key !== undefined) return objectActions(request, { action, resource: objectArn(bucket, key) });
  return [{ action, resource: bucketArn(bucket), context: listingContext(request.query) }];
}

function actionName(operation: S3Operation, ofVersion: boolean): string {
  const name = ACTION_NAMES[operation] ?? operation;
  return ofVersion && VERSIONED.test(name) ? name.replace('Object', 'ObjectVersion') : name;
}

/** A write with tags also sets them, and a copy also reads its source. */
function objectActions(request: OperationRequest, asked: RequestedAction): RequestedAction[] {
  if (asked.action !== 's3:PutObject') return [asked];
  const tags = { action: 's3:PutObjectTagging', resource: asked.resource };
  return [
    { ...asked, context: writingContext(request) },
    ...(request.header('x-amz-tagging') ? [tags] : []),
    ...sourceActions(request),
  ];
}

function sourceActions(request: OperationRequest): RequestedAction[] {
  const source = parseCopySource(request.header('x-amz-copy-source') ?? '');
  if (!source) return [];
  const action = source.versionId === undefined ? 's3:GetObject' : 's3:GetObjectVersion';
  return [{ action, resource: objectArn(source.bucket, decodedUri(source.key)) }];
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

/**
 * The permissions to learn that an object or a version does not exist: without them, the response is 403. AWS documents
 * `s3:ListBucket`. For a version it may require `s3:ListBucketVersions` as well, so the twin does.
 */
export const existenceActions = (bucket: string, ofVersion: boolean): RequestedAction[] =>
  ['s3:ListBucket', ...(ofVersion ? ['s3:ListBucketVersions'] : [])].map((action) => ({
    action,
    resource: bucketArn(bucket),
  }));

function writingContext(request: OperationRequest): Record<string, string> {
  const ifNoneMatch = request.header('if-none-match');
  return ifNoneMatch === undefined ? {} : { 's3:if-none-match': ifNoneMatch };
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
