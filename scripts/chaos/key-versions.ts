import type { Expected } from './pictures';

/** The final state of an upload. */
export type Fate =
  /** It is the current object. */
  | 'current'
  /** It is a version below the current object. */
  | 'kept'
  /** It is a version below a deletion. */
  | 'deleted'
  /** Like `kept`, but a deletion above it was undone, so it may have been recorded as deleted. */
  | 'kept-or-deleted'
  /** Its version was permanently removed, but the image still exists. */
  | 'removed'
  /** The bucket has no trace of it: it was replaced without versioning, or removed with its whole image. */
  | 'gone';

/** One upload, and its expected outcome. */
export interface MadeUpload {
  readonly key: string;
  /** Absent where S3 kept no version of it. */
  readonly versionId?: string;
  /** Without quotes. */
  readonly eTag: string;
  readonly expected: Expected;
  readonly fate: Fate;
}

type Upload = Omit<MadeUpload, 'fate'>;

interface Version {
  /** `null` if S3 assigned none. */
  readonly versionId: string;
  /** Absent for a delete marker. */
  readonly upload?: Upload;
}

const NULL = 'null';

/** The versions of one key in S3, and the fate of each upload. */
export class KeyVersions {
  private readonly uploads: Upload[] = [];
  /** Newest first. */
  private versions: readonly Version[] = [];
  private readonly wereDeleted = new Set<Upload>();
  /** Whether the key's object was ever deleted. */
  wasDeleted = false;

  put(upload: Upload): void {
    this.uploads.push(upload);
    this.add({ versionId: upload.versionId ?? NULL, upload });
  }

  /** @param marker the version id of the delete marker, if S3 created one */
  delete(marker: string | undefined): void {
    for (const { upload } of this.versions) if (upload) this.wereDeleted.add(upload);
    if (marker) this.add({ versionId: marker });
    else this.versions = [];
    this.noteDeletion();
  }

  /** @param index 0 for the newest version */
  versionAt(index: number): string | undefined {
    return this.versions[index]?.versionId;
  }

  remove(versionId: string): void {
    this.versions = this.versions.filter((version) => version.versionId !== versionId);
    this.noteDeletion();
  }

  get made(): MadeUpload[] {
    return this.uploads.map((upload) => ({ ...upload, fate: this.fateOf(upload) }));
  }

  /** Whether the key's object was deleted and not restored. */
  get isDeleted(): boolean {
    return this.wasDeleted && !this.versions[0]?.upload;
  }

  private add(version: Version): void {
    this.versions = [version, ...this.versions.filter(({ versionId }) => versionId !== version.versionId)];
  }

  private noteDeletion(): void {
    if (!this.versions[0]?.upload) this.wasDeleted = true;
  }

  private fateOf(upload: Upload): Fate {
    const place = this.versions.findIndex((version) => version.upload === upload);
    if (place === 0) return 'current';
    if (place < 0) return upload.versionId && this.versions[0]?.upload ? 'removed' : 'gone';
    if (this.versions.slice(0, place).some((above) => !above.upload)) return 'deleted';
    return this.wereDeleted.has(upload) ? 'kept-or-deleted' : 'kept';
  }
}
