import { DarkroomError } from '../errors';
import { imageIdOf } from '../image-record';
import { folderOfOwner } from '../owner';
import { type FocalPoint, focalPointText } from '../previews/focal-point';
import type { SignedUpload, UrlSigner } from '../signed-urls';
import { UPLOADS_PREFIX } from '../upload';
import type { UploadableContentType } from './upload-content-type';

/** Time from the request until the client must have started the upload. */
const UPLOAD_SECONDS = 15 * 60;
const MAX_FILE_NAME = 100;

/** The client requested to upload more bytes than this environment processes. Nothing was uploaded. */
export class UploadTooLargeError extends DarkroomError {
  override readonly name = 'UploadTooLargeError';
  readonly code = 'IMAGE_TOO_LARGE';
  readonly retryable = false;
}

export interface UploadRequest {
  readonly fileName: string;
  readonly contentType: UploadableContentType;
  /** Bytes. */
  readonly size: number;
  /** See `isOwner`. */
  readonly userId?: string;
  /** The point that crops are placed around. */
  readonly focus?: FocalPoint;
}

/** A presigned upload of one photo. S3 refuses a second upload with the same URL while the object exists. */
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
  /** Creates an id that is unique and cannot be guessed. */
  readonly newId: () => string;
}

/**
 * Creates a presigned upload of one photo under a new key. The signature covers the content type and the number of
 * bytes, so the client cannot exceed the limit.
 * @throws UploadTooLargeError if `size` exceeds `maxBytes`
 */
export async function requestUpload(
  request: UploadRequest,
  { signer, sourceBucket, maxBytes, now, newId }: UploadDependencies,
): Promise<UploadTicket> {
  if (request.size > maxBytes) {
    throw new UploadTooLargeError(
      `size is ${request.size} bytes, but at most ${maxBytes} are taken. Upload a smaller version of the photo.`,
    );
  }
  const folder = request.userId ? `${UPLOADS_PREFIX}${folderOfOwner(request.userId)}/` : UPLOADS_PREFIX;
  const fileName = safeFileName(request.fileName);
  const key = `${folder}${newId()}-${fileName}`;
  const expiresAt = now() + UPLOAD_SECONDS * 1000;
  const signed = await signer.signUpload(
    {
      bucket: sourceBucket,
      key,
      contentType: request.contentType,
      size: request.size,
      metadata: {
        ...(request.userId && { 'user-id': request.userId }),
        ...(request.focus && { focus: focalPointText(request.focus) }),
        // The key contains the file name, unless it had to be changed.
        ...(fileName !== request.fileName && { 'file-name': request.fileName }),
      },
    },
    UPLOAD_SECONDS,
  );
  return { ...signed, key, imageId: imageIdOf(sourceBucket, key), expiresAt };
}

/**
 * Makes the file name of a client safe for keys, URLs and shells. A name without a safe character becomes `photo`. A
 * long name loses its beginning, so that the extension stays for people who read the key; Darkroom does not use it.
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
