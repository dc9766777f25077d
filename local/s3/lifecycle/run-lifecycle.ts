import { randomUUID } from 'node:crypto';
import type { Bucket } from '../store/object-index';
import type { ObjectStore } from '../store/object-store';
import { type DueRemoval, dueAt, dueRemovals } from './due-removals';
import type { LifecycleRule } from './lifecycle-rule';

/** An object version or a multipart upload that a rule has removed. */
export interface Expiration {
  readonly bucket: string;
  readonly key: string;
  /** The id of the rule. */
  readonly rule: string;
  /** The event that was sent. S3 sends none when it aborts a multipart upload. */
  readonly event?: string;
  /** The version that was removed, or the delete marker that was made. Absent in a bucket without versions. */
  readonly versionId?: string;
}

const FAMILY = 'LifecycleExpiration';

/** S3's own name, in place of the client's address in the events of requests. */
const S3_ITSELF = 's3.amazonaws.com';

/**
 * Removes what the lifecycle rules of all buckets would have removed at a given time, and reports it as S3 does. The
 * events have the current time.
 * @param asOf epoch milliseconds
 */
export async function runLifecycle(store: ObjectStore, asOf: number): Promise<Expiration[]> {
  const expirations: Expiration[] = [];
  for (const bucket of [...store.index.buckets.values()]) {
    const { lifecycleRules: rules = [] } = bucket.record;
    for (const key of [...bucket.versions.keys()]) {
      for (const due of dueRemovals(bucket.versions.get(key) ?? [], rules, asOf)) {
        const expiration = await remove(store, bucket, due);
        if (expiration) expirations.push(expiration);
      }
    }
    expirations.push(...(await abortUploads(store, bucket, rules, asOf)));
  }
  return expirations;
}

/** Does nothing when a request has changed the version meanwhile. */
async function remove(
  store: ObjectStore,
  bucket: Bucket,
  { version, rule, change }: DueRemoval,
): Promise<Expiration | undefined> {
  const { key, versionId } = version;
  const origin = { requestId: randomUUID(), sourceIp: S3_ITSELF };
  const { name, versioned } = bucket.record;
  if (change === 'remove' || !versioned) {
    if (store.version(bucket, key, versionId) !== version) return undefined;
    await store.removeVersion(bucket, key, versionId, origin, FAMILY);
    return { bucket: name, key, rule, event: `${FAMILY}:Delete`, ...(versioned && { versionId }) };
  }
  if (store.newest(bucket, key) !== version) return undefined;
  const marker = await store.removeCurrent(bucket, key, origin, FAMILY);
  const event = `${FAMILY}:DeleteMarkerCreated`;
  return { bucket: name, key, rule, event, ...(marker.versionId && { versionId: marker.versionId }) };
}

async function abortUploads(
  store: ObjectStore,
  { record: { name } }: Bucket,
  rules: readonly LifecycleRule[],
  asOf: number,
): Promise<Expiration[]> {
  const expirations: Expiration[] = [];
  for (const { upload } of [...store.index.uploads.values()]) {
    const { bucket, key, uploadId, initiated } = upload;
    const rule = rules.find(
      ({ prefix, abandonedUploadDays: days }) =>
        days !== undefined && key.startsWith(prefix) && dueAt(initiated, days) <= asOf,
    );
    if (bucket !== name || !rule) continue;
    await store.commit([{ change: 'upload-ended', uploadId }]);
    expirations.push({ bucket, key, rule: rule.id });
  }
  return expirations;
}
