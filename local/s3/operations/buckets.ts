import { readDocument } from '../body/request-body';
import { S3Error } from '../errors';
import { sendEmpty, sendXml } from '../send-response';
import { fromXml, textOf } from '../xml';
import type { BucketCall, ServiceCall } from './call';
import { OWNER } from './listing-request';
import { isoDate } from './object-lookup';

/** Source: S3 User Guide, "General purpose bucket naming rules". */
const BUCKET_NAME = /^(?=.{3,63}$)[a-z0-9](?:[a-z0-9-]|\.(?=[a-z0-9]))*[a-z0-9]$/;

export function listBuckets({ request, response, store }: ServiceCall): void {
  const prefix = request.query.get('prefix') ?? '';
  const buckets = [...store.index.buckets.values()]
    .map(({ record }) => record)
    .filter(({ name }) => name.startsWith(prefix))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map(({ name, createdAt }) => ({ Name: name, CreationDate: isoDate(createdAt) }));
  sendXml(response, 'ListAllMyBucketsResult', { Owner: OWNER, Buckets: { Bucket: buckets } });
}

/** A new bucket has no versions, as in S3. */
export async function createBucket({ request, response, store }: ServiceCall): Promise<void> {
  const name = request.bucket ?? '';
  if (!BUCKET_NAME.test(name)) throw new S3Error('InvalidBucketName', { details: { BucketName: name } });
  // The location is read and ignored, because there is only one region here.
  await readDocument(request);
  if (store.index.buckets.has(name)) {
    throw new S3Error('BucketAlreadyOwnedByYou', { details: { BucketName: name } });
  }
  await store.defineBucket({ name, versioned: false, corsRules: [] });
  sendEmpty(response, 200, { Location: `/${name}` });
}

export async function deleteBucket({ response, store, bucket }: BucketCall): Promise<void> {
  await store.removeBucket(bucket);
  sendEmpty(response, 204);
}

export function headBucket({ response, region }: BucketCall): void {
  sendEmpty(response, 200, { 'x-amz-bucket-region': region });
}

/** An empty location means us-east-1. */
export function getBucketLocation({ response, region }: BucketCall): void {
  sendXml(response, 'LocationConstraint', region === 'us-east-1' ? {} : { '#text': region });
}

export function getBucketVersioning({ response, bucket }: BucketCall): void {
  const { versioned, suspended } = bucket.record;
  sendXml(
    response,
    'VersioningConfiguration',
    versioned ? { Status: suspended ? 'Suspended' : 'Enabled' } : {},
  );
}

export async function putBucketVersioning({ request, response, store, bucket }: BucketCall): Promise<void> {
  const status = textOf(fromXml('VersioningConfiguration', await readDocument(request)), 'Status');
  if (status !== 'Enabled' && status !== 'Suspended') throw new S3Error('MalformedXML');
  await store.defineBucket({ ...bucket.record, versioned: true, suspended: status === 'Suspended' });
  sendEmpty(response, 200);
}
