import { createHash } from 'node:crypto';
import { PermanentImageError } from '../../lambda/domain/errors';
import type { Preview } from '../../lambda/domain/image-record';
import type { ImageStore, Original, OriginalHead, RenderedPreview } from '../../lambda/domain/ports';
import type { UploadRef } from '../../lambda/domain/upload';

interface StoredVersion {
  readonly versionId: string;
  readonly eTag: string;
  readonly bytes: Buffer;
  readonly metadata: Readonly<Record<string, string>>;
  readonly lastModified: number;
}

export interface StoredPreview {
  readonly preview: RenderedPreview;
  readonly metadata: Readonly<Record<string, string>>;
}

const gone = () => new PermanentImageError('SOURCE_NOT_FOUND', 'The file was removed or replaced.');

/** Originals with their versions, and previews, in two maps. */
export class InMemoryImageStore implements ImageStore {
  readonly previews = new Map<string, StoredPreview>();
  private readonly originals = new Map<string, StoredVersion[]>();
  /** Of the objects whose newest version is a delete marker. */
  private readonly deleted = new Set<string>();
  private versions = 0;

  /** Puts an original and answers how an event would name it. */
  put(
    bucket: string,
    key: string,
    bytes: Buffer,
    options: { metadata?: Readonly<Record<string, string>>; lastModified?: number } = {},
  ): Required<UploadRef> & { size: number } {
    this.versions += 1;
    const version: StoredVersion = {
      versionId: `v${this.versions}`,
      eTag: createHash('md5').update(bytes).digest('hex'),
      bytes,
      metadata: options.metadata ?? {},
      lastModified: options.lastModified ?? 0,
    };
    const path = `${bucket}/${key}`;
    this.originals.set(path, [version, ...(this.originals.get(path) ?? [])]);
    this.deleted.delete(path);
    return { bucket, key, versionId: version.versionId, eTag: version.eTag, size: bytes.length };
  }

  /** Puts a delete marker on top of an object's versions. */
  markDeleted(bucket: string, key: string): void {
    this.deleted.add(`${bucket}/${key}`);
  }

  /** Removes one version for good. */
  removeVersion(bucket: string, key: string, versionId: string): void {
    const path = `${bucket}/${key}`;
    const kept = (this.originals.get(path) ?? []).filter((version) => version.versionId !== versionId);
    this.originals.set(path, kept);
  }

  async readOriginal(ref: UploadRef, admit: (bytes: number) => void): Promise<Original> {
    const { bytes, metadata, lastModified, eTag } = this.version(ref);
    admit(bytes.length);
    return { ...ref, eTag, bytes, metadata, lastModified };
  }

  async headOriginal(ref: UploadRef): Promise<OriginalHead> {
    const { versionId, eTag, bytes, lastModified } = this.version(ref);
    return { ...ref, versionId, eTag, size: bytes.length, lastModified };
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
    const path = `${bucket}/${key}`;
    const count = this.originals.get(path)?.length ?? 0;
    this.originals.delete(path);
    return count;
  }

  private version({ bucket, key, versionId, eTag }: UploadRef): StoredVersion {
    const path = `${bucket}/${key}`;
    const versions = this.originals.get(path) ?? [];
    const current = this.deleted.has(path) ? undefined : versions[0];
    const version = versionId ? versions.find((each) => each.versionId === versionId) : current;
    if (!version || (!versionId && eTag && version.eTag !== eTag)) throw gone();
    return version;
  }
}
