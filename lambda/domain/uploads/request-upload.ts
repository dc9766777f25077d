import { DarkroomError } from '../errors';
import { imageIdOf } from '../image-record';
import { folderOfOwner } from '../owner';
import { type FocalPoint, focalPointText } from '../previews/focal-point';
import type { SignedUpload, UrlSigner } from '../signed-urls';
import { UPLOADS_PREFIX } from '../upload';
import type { UploadableContentType } from './upload-content-type';

/** How long a client may take from asking to the start of the upload. */
const UPLOAD_SECONDS = 15 * 60;
const MAX_FILE_NAME = 100;

/** More bytes are announced than this environment processes. Nothing was uploaded yet. */
export class UploadTooLargeError extends DarkroomError {
  override readonly name = 'UploadTooLargeError';
  readonly code = 'IMAGE_TOO_LARGE';
  readonly retryable = false;
}

export interface UploadWish {
  readonly fileName: string;
  readonly contentType: UploadableContentType;
  /** Bytes. */
  readonly size: number;
  /** See `isOwner`. */
  readonly userId?: string;
  /** The point that crops are placed around. */
  readonly focus?: FocalPoint;
}

/** Permission to upload one photo. S3 refuses a second one with the same URL while the first exists. */
export interface UploadTicket extends SignedUpload {
  readonly key: string;
  readonly imageId: string;
  /** Epoch milliseconds. */
  readonly expiresAt: number;
}

export interface UploadDependencies {
  readonly signer: Pick<UrlSigner, 'signUpload'>;
  readonly sourceBucket: string;
  readonly maxBytes: number;
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** A name that nobody has or can guess. */
  readonly newId: () => string;
}

/**
 * Gives leave to upload one photo under a key of its own, with the type and the number of bytes that were
 * announced: the signature covers both, so the limit cannot be passed afterwards.
 * @throws UploadTooLargeError
 */
export async function requestUpload(
  wish: UploadWish,
  { signer, sourceBucket, maxBytes, now, newId }: UploadDependencies,
): Promise<UploadTicket> {
  if (wish.size > maxBytes) {
    throw new UploadTooLargeError(
      `size is ${wish.size} bytes, but at most ${maxBytes} are taken. Upload a smaller version of the photo.`,
    );
  }
  const folder = wish.userId ? `${UPLOADS_PREFIX}${folderOfOwner(wish.userId)}/` : UPLOADS_PREFIX;
  const fileName = safeFileName(wish.fileName);
  const key = `${folder}${newId()}-${fileName}`;
  const expiresAt = now() + UPLOAD_SECONDS * 1000;
  const signed = await signer.signUpload(
    {
      bucket: sourceBucket,
      key,
      contentType: wish.contentType,
      size: wish.size,
      metadata: {
        ...(wish.userId && { 'user-id': wish.userId }),
        ...(wish.focus && { focus: focalPointText(wish.focus) }),
        // The key has it, unless it had to be changed.
        ...(fileName !== wish.fileName && { 'file-name': wish.fileName }),
      },
    },
    UPLOAD_SECONDS,
  );
  return { ...signed, key, imageId: imageIdOf(sourceBucket, key), expiresAt };
}

/**
 * The part of a client's file name that is safe in a key, a URL and a shell. A name without a safe character
 * becomes `photo`. Keeps the end with the extension: people look for it, though Darkroom judges by content.
 */
export function safeFileName(fileName: string): string {
  const name = fileName
    .normalize('NFKD')
    .replaceAll(/\p{Mark}/gu, '')
    .replaceAll(/[^A-Za-z0-9._-]+/g, '-')
    .slice(-MAX_FILE_NAME);
  const [, , extension = ''] = /^([.-]*-)(\.\w+)$/.exec(name) ?? [];
  if (extension) return `photo${extension}`;
  return name.replace(/^[.-]+/, '') || 'photo';
}
