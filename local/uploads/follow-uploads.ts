import { unquoted } from '../../lambda/domain/e-tag';
import { type ImageRecord, imageIdOf, isUploadOf } from '../../lambda/domain/image-record';
import type { UploadRef } from '../../lambda/domain/upload';
import type { PhotoFile } from './photo-file';
import type { UploadOutcome } from './upload-outcome';

/** A file that was uploaded to the source bucket. */
export interface FollowedUpload {
  readonly file: PhotoFile;
  readonly ref: UploadRef;
}

export interface OutcomeSources {
  /** Every record of an image. */
  history(imageId: string): Promise<readonly ImageRecord[]>;
  /** Bodies of the messages in the dead-letter queue. */
  deadLetters(): Promise<readonly string[]>;
  /** The reason why the last attempt at an upload failed, by its key. */
  causeOf(key: string): string | undefined;
  /** Calls the listener with each published record. Returns a function that ends this. */
  onPublished(listener: (record: ImageRecord) => void): () => void;
}

interface Pending extends FollowedUpload {
  readonly imageId: string;
  readonly settle: (outcome: UploadOutcome) => void;
}

/** Events report outcomes immediately. Polling finds outcomes without an event. */
const POLL_MS = 1_000;
/** Uploads that one poll looks up. They take turns. */
const MAX_POLLED = 3;

/** Waits for uploads until each has a terminal record or a message in the dead-letter queue. */
export class UploadFollower {
  private readonly pending = new Set<Pending>();
  /** Images with a published record, which may come before the response to their upload. */
  private readonly published = new Set<string>();
  private readonly unsubscribe: () => void;
  private readonly timer: NodeJS.Timeout;

  constructor(
    private readonly sources: OutcomeSources,
    private readonly onProblem: (problem: string) => void,
  ) {
    this.unsubscribe = sources.onPublished((record) => {
      this.published.add(record.imageId);
      const uploads = [...this.pending].filter(({ imageId }) => imageId === record.imageId);
      const matching = uploads.filter(({ ref }) => isUploadOf(record, ref));
      for (const upload of matching) this.conclude(upload, record);
      this.lookUpAll(uploads.filter((upload) => !matching.includes(upload)));
    });
    this.timer = setInterval(() => {
      this.lookUpAll(this.nextInTurn());
      if (this.pending.size > 0) this.checkDeadLetters().catch((error: unknown) => onProblem(String(error)));
    }, POLL_MS);
  }

  follow(upload: FollowedUpload): Promise<UploadOutcome> {
    return new Promise((settle) => {
      const { bucket, key } = upload.ref;
      const pending = { ...upload, imageId: imageIdOf(bucket, key), settle };
      this.pending.add(pending);
      if (this.published.has(pending.imageId)) this.lookUpAll([pending]);
    });
  }

  close(): void {
    clearInterval(this.timer);
    this.unsubscribe();
  }

  private nextInTurn(): readonly Pending[] {
    const next = [...this.pending].slice(0, MAX_POLLED);
    for (const upload of next) {
      this.pending.delete(upload);
      this.pending.add(upload);
    }
    return next;
  }

  private lookUpAll(uploads: readonly Pending[]): void {
    for (const upload of uploads) {
      this.lookUp(upload).catch((error: unknown) => this.onProblem(String(error)));
    }
  }

  private async lookUp(upload: Pending): Promise<void> {
    const records = await this.sources.history(upload.imageId);
    const record = records.find((row) => isUploadOf(row, upload.ref));
    if (record) this.conclude(upload, record);
  }

  private conclude(upload: Pending, record: ImageRecord): void {
    const { processingStatus: status, error } = record;
    if (status === 'PROCESSING') return;
    const failure = error ?? { code: status, message: 'The image was deleted.' };
    this.settle(upload, { file: upload.file, record, ...(status !== 'COMPLETED' && { failure }) });
  }

  private async checkDeadLetters(): Promise<void> {
    const letters = await this.sources.deadLetters();
    for (const upload of this.pending) {
      if (!letters.some((body) => isAbout(body, upload.ref))) continue;
      const cause = this.sources.causeOf(upload.ref.key) ?? 'the function logged none';
      const message = `Every attempt failed, and its message is in the dead-letter queue now. The last cause: ${cause}`;
      this.settle(upload, { file: upload.file, failure: { code: 'DEAD_LETTER', message } });
    }
  }

  private settle(upload: Pending, outcome: UploadOutcome): void {
    if (this.pending.delete(upload)) upload.settle(outcome);
  }
}

/** Whether a message is the S3 event of an upload, by its version where there is one. */
function isAbout(body: string, { versionId, eTag }: UploadRef): boolean {
  const named = versionId ?? unquoted(eTag);
  return named !== undefined && body.includes(`"${named}"`);
}
