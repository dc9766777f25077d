import { S3Error } from '../errors';
import type { BucketRecord, MultipartUpload, StoredVersion, UploadPart } from '../stored-object';
import type { S3ObjectEvent } from './s3-event';
import { SortedKeys } from './sorted-keys';

/** One step of the index's history. Replaying all of them rebuilds the index. */
export type IndexEntry =
  | { readonly change: 'bucket'; readonly bucket: BucketRecord }
  | { readonly change: 'bucket-removed'; readonly name: string }
  | { readonly change: 'version'; readonly bucket: string; readonly version: StoredVersion }
  | {
      readonly change: 'version-removed';
      readonly bucket: string;
      readonly key: string;
      readonly versionId: string;
      readonly sequencer: string;
    }
  | {
      readonly change: 'tagged';
      readonly bucket: string;
      readonly key: string;
      readonly versionId: string;
      readonly tags: Readonly<Record<string, string>>;
    }
  | { readonly change: 'upload'; readonly upload: MultipartUpload }
  | { readonly change: 'part'; readonly uploadId: string; readonly part: UploadPart }
  | { readonly change: 'upload-ended'; readonly uploadId: string }
  | { readonly change: 'sequencer'; readonly sequencer: string }
  /** An event about the change before it, until its receiver has taken it. */
  | { readonly change: 'event'; readonly event: S3ObjectEvent }
  | { readonly change: 'event-taken'; readonly taken: string };

export interface Bucket {
  record: BucketRecord;
  readonly keys: SortedKeys;
  /** By key, newest first, never empty. */
  readonly versions: Map<string, StoredVersion[]>;
}

export interface UploadState {
  readonly upload: MultipartUpload;
  readonly parts: Map<number, UploadPart>;
}

const bodiesOf = (versions: readonly StoredVersion[]): string[] =>
  versions.flatMap((version) => (version.kind === 'object' ? [version.file] : []));

const partFiles = ({ parts }: UploadState): string[] => [...parts.values()].map(({ file }) => file);

/** The buckets, versions and uploads, in memory. Bodies are not: versions name their files. */
export class ObjectIndex {
  readonly buckets = new Map<string, Bucket>();
  readonly uploads = new Map<string, UploadState>();
  /** Events that were not taken yet, by their sequencers, in the order of the changes. */
  readonly events = new Map<string, S3ObjectEvent>();

  /** Applies one entry. Returns the body files that are no longer used. */
  apply(entry: IndexEntry): string[] {
    switch (entry.change) {
      case 'bucket':
        return this.applyBucket(entry.bucket);
      case 'bucket-removed':
        this.buckets.delete(entry.name);
        return [];
      case 'version':
        return this.applyVersion(this.bucket(entry.bucket), entry.version);
      case 'version-removed':
        return this.removeVersion(this.bucket(entry.bucket), entry.key, entry.versionId);
      case 'tagged':
        return this.applyTags(this.bucket(entry.bucket), entry.key, entry.versionId, entry.tags);
      case 'upload':
        this.uploads.set(entry.upload.uploadId, { upload: entry.upload, parts: new Map() });
        return [];
      case 'part':
        return this.applyPart(this.upload(entry.uploadId), entry.part);
      case 'upload-ended':
        return this.endUpload(entry.uploadId);
      case 'sequencer':
        return [];
      case 'event':
        this.events.set(entry.event.sequencer, entry.event);
        return [];
      case 'event-taken':
        this.events.delete(entry.taken);
        return [];
    }
  }

  /** The shortest history that rebuilds this index. */
  *snapshot(): Generator<IndexEntry> {
    for (const { record, keys, versions } of this.buckets.values()) {
      yield { change: 'bucket', bucket: record };
      for (const key of keys) {
        for (const version of (versions.get(key) ?? []).toReversed()) {
          yield { change: 'version', bucket: record.name, version };
        }
      }
    }
    for (const { upload, parts } of this.uploads.values()) {
      yield { change: 'upload', upload };
      for (const part of parts.values()) yield { change: 'part', uploadId: upload.uploadId, part };
    }
    for (const event of this.events.values()) yield { change: 'event', event };
  }

  /** The names of all body files in use. */
  bodyFiles(): Set<string> {
    const versions = [...this.buckets.values()].flatMap((bucket) => [...bucket.versions.values()].flat());
    return new Set([...bodiesOf(versions), ...[...this.uploads.values()].flatMap(partFiles)]);
  }

  /** @throws S3Error `NoSuchBucket` */
  bucket(name: string): Bucket {
    const bucket = this.buckets.get(name);
    if (!bucket) throw new S3Error('NoSuchBucket', { details: { BucketName: name } });
    return bucket;
  }

  /** @throws S3Error `NoSuchUpload` */
  upload(uploadId: string): UploadState {
    const state = this.uploads.get(uploadId);
    if (!state) throw new S3Error('NoSuchUpload', { details: { UploadId: uploadId } });
    return state;
  }

  private applyBucket(record: BucketRecord): string[] {
    const known = this.buckets.get(record.name);
    if (known) known.record = record;
    else this.buckets.set(record.name, { record, keys: new SortedKeys(), versions: new Map() });
    return [];
  }

  private applyVersion(bucket: Bucket, version: StoredVersion): string[] {
    const before = bucket.versions.get(version.key) ?? [];
    // Only the null version can be stored twice; every other id is new.
    const replaced = before.filter(({ versionId }) => versionId === version.versionId);
    const kept = before.filter(({ versionId }) => versionId !== version.versionId);
    bucket.versions.set(version.key, [version, ...kept]);
    if (before.length === 0) bucket.keys.add(version.key);
    return bodiesOf(replaced);
  }

  private applyTags(
    { versions }: Bucket,
    key: string,
    versionId: string,
    tags: Record<string, string>,
  ): string[] {
    const tagged = (versions.get(key) ?? []).map((version) =>
      version.versionId === versionId && version.kind === 'object' ? { ...version, tags } : version,
    );
    if (tagged.length > 0) versions.set(key, tagged);
    return [];
  }

  private removeVersion(bucket: Bucket, key: string, versionId: string): string[] {
    const before = bucket.versions.get(key) ?? [];
    const kept = before.filter((version) => version.versionId !== versionId);
    if (kept.length > 0) bucket.versions.set(key, kept);
    else {
      bucket.versions.delete(key);
      bucket.keys.remove(key);
    }
    return bodiesOf(before.filter((version) => version.versionId === versionId));
  }

  private applyPart({ parts }: UploadState, part: UploadPart): string[] {
    const replaced = parts.get(part.partNumber);
    parts.set(part.partNumber, part);
    return replaced ? [replaced.file] : [];
  }

  private endUpload(uploadId: string): string[] {
    const files = partFiles(this.upload(uploadId));
    this.uploads.delete(uploadId);
    return files;
  }
}
