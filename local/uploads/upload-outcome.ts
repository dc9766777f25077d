import type { ImageRecord } from '../../lambda/domain/image-record';
import type { PhotoFile } from './photo-file';

/** The outcome of a file. */
export interface UploadOutcome {
  readonly file: PhotoFile;
  /** Absent when the upload itself failed or the message ended in the dead-letter queue. */
  readonly record?: ImageRecord;
  /** Absent when previews were made. */
  readonly failure?: { readonly code: string; readonly message: string };
}
