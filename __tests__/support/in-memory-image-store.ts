import { createHash } from 'node:crypto';
import { PermanentImageError } from '../../lambda/domain/errors';
import type { Preview } from '../../lambda/domain/image-record';
import type { ImageStore, OpenOriginal, OriginalHead, RenderedPreview } from '../../lambda/domain/ports';
import type { UploadRef } from '../../lambda/domain/upload';

/** The versioning of a bucket. */
export type Versioning = 'Enabled' | 'Suspended' | 'Off';

interface StoredVersion {
  readonly versionId: string;
  /** Absent for a delete marker. */
  readonly object?: {
    readonly eTag: string;
    readonly bytes: Buffer;
    readonly metadata: Readonly<Record<string, string>>;
    readonly lastModified: number;
  };
}

export interface StoredPreview {
  readonly preview: RenderedPreview;
  readonly metadata: Readonly<Record<string, string>>;
}

const NULL_VERSION = 'null';

const gone = () => new PermanentImageError('SOURCE_NOT_FOUND', 'The file was removed or replaced.');

/** Originals with their versions, and previews, in two maps. `versioning` may change at any time, as in S3. */
export class InMemoryImageStore implements ImageStore {
  readonly previews = new Map<string, StoredPreview>();
  /** By bucket and key, newest first. */
  private readonly versions = new Map<string, StoredVersion[]>();
  private count = 0;

  constructor(public versioning: Versioning = 'Enabled') {}

  /** Puts an original. @returns its reference as in an event */
  put(
    bucket: string,
    key: string,
    bytes: Buffer,
    options: { metadata?: Readonly<Record<string, string>>; lastModified?: number } = {},
  ): UploadRef & { readonly versionId: string; readonly eTag: string; readonly size: number } {
    const { metadata = {}, lastModified = 0 } = options;
    const eTag = createHash('md5').update(bytes).digest('hex');
    const { versionId } = this.add(bucket, key, { eTag, bytes, metadata, lastModified });
    return { bucket, key, versionId, eTag, size: bytes.length };
  }

  /** Deletes a key without specifying a version. @returns the version id of the created marker */
  markDeleted(bucket: string, key: string): string | undefined {
    if (this.versioning === 'Off') {
      this.removeVersion(bucket, key, NULL_VERSION);
      return undefined;
    }
    return this.add(bucket, key).versionId;
  }

  /** Permanently removes one version or marker. */
  removeVersion(bucket: string, key: string, versionId: string): void {
    this.versions.set(
      `${bucket}/${key}`,
      this.versionsOf(bucket, key).filter((version) => version.versionId !== versionId),
    );
  }

  async openOriginal(ref: UploadRef): Promise<OpenOriginal> {
    const { bytes, metadata } = this.object(ref);
    const head = this.describe(ref);
    return {
      head,
      async read(admit) {
        admit(bytes.length);
        return { ...head, bytes, metadata, release: () => undefined };
      },
      abandon: () => undefined,
    };
  }

  async headOriginal(ref: UploadRef): Promise<OriginalHead> {
    return this.describe(ref);
  }

  async storePreview(
    key: string,
    preview: RenderedPreview,
    metadata: Readonly<Record<string, string>>,
  ): Promise<Preview> {
    this.previews.set(key, { preview, metadata });
    const { bytes, ...described } = preview;
    return { ...described, key, size: bytes.length };
  }

  async listPreviews(prefix: string): Promise<string[]> {
    return [...this.previews.keys()].filter((key) => key.startsWith(prefix)).sort();
  }

  async removePreviews(keys: readonly string[]): Promise<void> {
    for (const key of keys) this.previews.delete(key);
  }

  async removeOriginal(bucket: string, key: string): Promise<number> {
    const count = this.versionsOf(bucket, key).length;
    this.versions.delete(`${bucket}/${key}`);
    return count;
  }

  async *originalKeys(bucket: string, prefix: string): AsyncGenerator<string> {
    for (const path of [...this.versions.keys()].sort()) {
      const key = path.slice(bucket.length + 1);
      const isThere = this.versionsOf(bucket, key).length > 0;
      if (isThere && path.startsWith(`${bucket}/${prefix}`)) yield key;
    }
  }

  /** The versions and delete markers of an object, newest first. */
  versionsOf(bucket: string, key: string): readonly StoredVersion[] {
    return this.versions.get(`${bucket}/${key}`) ?? [];
  }

  private add(bucket: string, key: string, object?: StoredVersion['object']): StoredVersion {
    const versionId = this.versioning === 'Enabled' ? `v${++this.count}` : NULL_VERSION;
    // There is at most one version `null`. A new one replaces it, wherever it is in the history.
    const kept = this.versionsOf(bucket, key).filter((version) => version.versionId !== versionId);
    const version = { versionId, ...(object && { object }) };
    this.versions.set(`${bucket}/${key}`, [version, ...kept]);
    return version;
  }

  private describe(ref: UploadRef): OriginalHead {
    const { versionId, eTag, bytes, lastModified } = this.object(ref);
    const version = this.versioning === 'Off' ? {} : { versionId };
    return { ...ref, ...version, eTag, size: bytes.length, lastModified };
  }

  private object({ bucket, key, versionId, eTag }: UploadRef) {
    const versions = this.versionsOf(bucket, key);
    const version = versionId ? versions.find((each) => each.versionId === versionId) : versions[0];
    const object = version?.object;
    if (!version || !object || (!versionId && eTag && object.eTag !== eTag)) throw gone();
    return { versionId: version.versionId, ...object };
  }
}
