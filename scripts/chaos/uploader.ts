import { setTimeout as sleep } from 'node:timers/promises';
import { DeleteObjectCommand, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import pLimit from 'p-limit';
import type { Expected } from './pictures';
import { between, chance } from './seed';
import type { PlannedKey } from './upload-plan';

/** One upload, and its expected outcome. */
export interface MadeUpload {
  readonly key: string;
  readonly versionId: string;
  readonly expected: Expected;
  /** How it was removed afterwards, if it was. */
  readonly removed?: 'deleted' | 'version-removed';
}

export interface MadeKey {
  readonly key: string;
  readonly uploads: readonly MadeUpload[];
  /** Whether the last event of the key is its deletion. */
  readonly isDeleted: boolean;
}

/** Keys processed concurrently. */
const CONCURRENCY = 12;
/** Between two steps of one key. It may be short enough for their messages to overtake each other. */
const MAX_PAUSE_MS = 800;

/** Carries out a plan: keys concurrently, and the steps of each key in order. */
export async function makeUploads(
  plan: readonly PlannedKey[],
  { s3, bucket, seed }: { s3: S3Client; bucket: string; seed: number },
): Promise<MadeKey[]> {
  const limit = pLimit(CONCURRENCY);
  return Promise.all(plan.map((planned) => limit(() => makeKey(planned, s3, bucket, seed))));
}

async function makeKey(
  { key, steps }: PlannedKey,
  s3: S3Client,
  bucket: string,
  seed: number,
): Promise<MadeKey> {
  const object = { Bucket: bucket, Key: key };
  let uploads: MadeUpload[] = [];
  for (const [index, step] of steps.entries()) {
    if (index > 0) await sleep(between(chance(seed, 'pause', key, index), 0, MAX_PAUSE_MS));
    if (step.kind === 'upload') {
      const Body = await step.file.make();
      const { VersionId: versionId = '' } = await s3.send(new PutObjectCommand({ ...object, Body }));
      uploads.push({ key, versionId, expected: step.file.expected });
    } else if (step.kind === 'delete') {
      await s3.send(new DeleteObjectCommand(object));
      uploads = uploads.map((upload) => ({ removed: 'deleted', ...upload }));
    } else {
      const [old, ...current] = uploads;
      if (!old) continue;
      await s3.send(new DeleteObjectCommand({ ...object, VersionId: old.versionId }));
      uploads = [{ ...old, removed: 'version-removed' }, ...current];
    }
  }
  return { key, uploads, isDeleted: steps.at(-1)?.kind === 'delete' };
}
