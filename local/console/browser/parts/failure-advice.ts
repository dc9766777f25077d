import type { PermanentFailureCode } from '../../../../lambda/domain/errors';

export interface Advice {
  /** The failure, in a few words. */
  readonly title: string;
  /** The remedy. */
  readonly advice: string;
}

/** The failures that a record can contain, in words for photographers. */
export const FAILURE_ADVICE: Readonly<Record<PermanentFailureCode, Advice>> = {
  UNSUPPORTED_FORMAT: {
    title: 'Not a picture Darkroom can read',
    advice:
      'Save the photo as JPEG, PNG, WebP, AVIF, HEIC, GIF or TIFF and upload that. A new name alone changes nothing: the content decides.',
  },
  CORRUPT_IMAGE: {
    title: 'The file is damaged',
    advice:
      'Export or copy it again from where it came from, and upload that copy. Part of it is missing here.',
  },
  IMAGE_TOO_LARGE: {
    title: 'The file is too large',
    advice: 'Upload a smaller version, or raise MAX_IMAGE_SIZE for this environment.',
  },
  TOO_MANY_PIXELS: {
    title: 'The picture has too many pixels',
    advice: 'Scale it down and upload that, or raise MAX_IMAGE_PIXELS for this environment.',
  },
  TOO_MANY_FRAMES: {
    title: 'The animation has too many frames',
    advice: 'Shorten it and upload that, or raise MAX_FRAMES for this environment.',
  },
  EMPTY_OBJECT: {
    title: 'The file is empty',
    advice: 'The upload was probably interrupted. Upload the photo again.',
  },
  PROCESSING_TIMEOUT: {
    title: 'It took too long',
    advice:
      'Upload a smaller version of the photo. Very large or unusual files can need more time than there is.',
  },
  SOURCE_NOT_FOUND: {
    title: 'The photo no longer existed',
    advice: 'It was removed or replaced before it could be read. Upload it again if you still want it.',
  },
  SOURCE_ARCHIVED: {
    title: 'The photo is in an archive',
    advice: 'Restore it in S3, then process it again.',
  },
  SOURCE_ENCRYPTED: {
    title: 'The photo cannot be decrypted',
    advice: 'Allow the functions to use its KMS key, or upload it without a key of your own (SSE-C).',
  },
};
