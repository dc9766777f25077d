import type { Expected } from './pictures';

/** What became of an upload. */
export type Fate =
  /** It is the current object. */
  | 'current'
  /** It is a version below the current object. */
  | 'kept'
  /** It is a version below a deletion. */
  | 'deleted'
  /** As `kept`, but a deletion above it was undone: it may have been recorded as deleted. */
  | 'kept-or-deleted'
  /** Its version was removed for good while the image lives on. */
  | 'removed'
  /** It is gone without a trace in the bucket: replaced where no versions are kept, or with its whole image. */
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
  /** `null` where S3 gave none. */
  readonly versionId: string;
  /** Absent of a delete marker. */
  readonly upload?: Upload;
}

const NULL = 'null';

/** The versions of one key, as S3 keeps them, and what became of each upload. */
export class KeyVersions {
  private readonly uploads: Upload[] = [];
  /** Newest first. */
  private versions: readonly Version[] = [];
  private readonly wereDeleted = new Set<Upload>();
  /** Whether the key ever had no object after it had one. */
  wasDeleted = false;

  put(upload: Upload): void {
    this.uploads.push(upload);
    this.add({ versionId: upload.versionId ?? NULL, upload });
  }

  /** @param marker the version id of the delete marker, where one was made */
  delete(marker: string | undefined): void {
    for (const { upload } of this.versions) if (upload) this.wereDeleted.add(upload);
    if (marker) this.add({ versionId: marker });
    else this.versions = [];
    this.noteDeletion();
  }

  /** The version id at a place, 0 being the newest. */
  versionAt(place: number): string | undefined {
    return this.versions[place]?.versionId;
  }

  remove(versionId: string): void {
    this.versions = this.versions.filter((version) => version.versionId !== versionId);
    this.noteDeletion();
  }

  get made(): MadeUpload[] {
    return this.uploads.map((upload) => ({ ...upload, fate: this.fateOf(upload) }));
  }

  /** Whether the key has no object in the end. */
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
