import { setTimeout as sleep } from 'node:timers/promises';
import {
  DeleteObjectCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import pLimit from 'p-limit';
import { unquoted } from '../../lambda/domain/e-tag';
import type { BucketKind } from './bucket-kinds';
import { KeyVersions, type MadeUpload } from './key-versions';
import { between, chance } from './seeded-choices';
import type { PlannedKey, PlannedStep } from './upload-plan';

export interface MadeKey {
  readonly key: string;
  readonly uploads: readonly MadeUpload[];
  /** Whether the key's object was deleted and not restored. */
  readonly isDeleted: boolean;
  /** Whether the key's object was ever deleted. */
  readonly wasDeleted: boolean;
}

interface Bucket {
  readonly s3: S3Client;
  readonly bucket: string;
  readonly kind: BucketKind;
  readonly seed: number;
}

/** Keys processed concurrently. */
const CONCURRENCY = 12;
/** Pause between two steps of one key. Short pauses let their messages overtake each other. */
const MAX_PAUSE_MS = 800;

/** Carries out a plan: keys concurrently, and the steps of each key in order. */
export async function makeUploads(plan: readonly PlannedKey[], bucket: Bucket): Promise<MadeKey[]> {
  const keys = plan.map((planned) => new KeyInBucket(planned, bucket));
  if (bucket.kind === 'suspended') {
    // Half of the keys have a version from before versioning was suspended.
    await setVersioning(bucket, 'Enabled');
    await each(
      keys.filter((_, index) => index % 2 === 0),
      (key) => key.carryOut(1),
    );
    await setVersioning(bucket, 'Suspended');
  }
  await each(keys, (key) => key.carryOut());
  return keys.map(({ made }) => made);
}

async function each<Item>(items: readonly Item[], work: (item: Item) => Promise<void>): Promise<void> {
  const limit = pLimit(CONCURRENCY);
  await Promise.all(items.map((item) => limit(() => work(item))));
}

async function setVersioning({ s3, bucket }: Bucket, Status: 'Enabled' | 'Suspended'): Promise<void> {
  const VersioningConfiguration = { Status };
  await s3.send(new PutBucketVersioningCommand({ Bucket: bucket, VersioningConfiguration }));
}

/** One key, and the steps that were carried out. */
class KeyInBucket {
  private readonly versions = new KeyVersions();
  private done = 0;

  constructor(
    private readonly planned: PlannedKey,
    private readonly bucket: Bucket,
  ) {}

  get made(): MadeKey {
    const { made: uploads, isDeleted, wasDeleted } = this.versions;
    return { key: this.planned.key, uploads, isDeleted, wasDeleted };
  }

  /** Carries out the remaining steps, until `until` steps are done in total. */
  async carryOut(until = this.planned.steps.length): Promise<void> {
    const { key, steps } = this.planned;
    for (const step of steps.slice(this.done, until)) {
      if (this.done > 0) {
        await sleep(between(chance(this.bucket.seed, 'pause', key, this.done), 0, MAX_PAUSE_MS));
      }
      await this.carryOutStep(step);
      this.done += 1;
    }
  }

  private async carryOutStep(step: PlannedStep): Promise<void> {
    if (step.kind === 'upload') return this.upload(step);
    if (step.kind === 'delete') return this.delete();
    const index = step.kind === 'remove-old-version' ? 1 : 0;
    const version = this.versions.versionAt(index);
    if (version) await this.remove(version);
  }

  private async upload({ file }: Extract<PlannedStep, { kind: 'upload' }>): Promise<void> {
    const { key } = this.planned;
    const Body = await file.make();
    const request = { Bucket: this.bucket.bucket, Key: key, Body };
    const { VersionId: version, ETag = '' } = await this.bucket.s3.send(new PutObjectCommand(request));
    const eTag = unquoted(ETag);
    const { expected } = file;
    const hasVersion = version !== undefined && version !== 'null';
    this.versions.put({ key, eTag, expected, ...(hasVersion && { versionId: version }) });
  }

  private async delete(): Promise<void> {
    const request = { Bucket: this.bucket.bucket, Key: this.planned.key };
    const { VersionId: marker } = await this.bucket.s3.send(new DeleteObjectCommand(request));
    this.versions.delete(marker);
  }

  private async remove(version: string): Promise<void> {
    // Without versions, this is a deletion.
    if (this.bucket.kind === 'unversioned') return this.delete();
    const request = { Bucket: this.bucket.bucket, Key: this.planned.key, VersionId: version };
    await this.bucket.s3.send(new DeleteObjectCommand(request));
    this.versions.remove(version);
  }
}
