import { fileNameOf } from '../domain/file-name';
import type { ImageRecord } from '../domain/image-record';
import type { UrlSigner } from '../domain/signed-urls';
import type { OriginalResponse } from './response-schemas';

/** Seconds for which the presigned URL of an original is valid. */
const ORIGINAL_URL_SECONDS = 3600;

/**
 * The type of a file that was not identified. Browsers save such a file; the type that the uploader sent is ignored.
 */
const UNKNOWN_TYPE = 'application/octet-stream';

/** A presigned download of the original; undefined if the version was deleted. */
export async function originalResponse(
  record: ImageRecord,
  signer: Pick<UrlSigner, 'signOriginal'>,
): Promise<OriginalResponse | undefined> {
  if (record.processingStatus === 'DELETED') return undefined;
  const { contentType = UNKNOWN_TYPE, size } = record;
  const fileName = fileNameOf(record);
  const url = await signer.signOriginal(record, { contentType, fileName }, ORIGINAL_URL_SECONDS);
  return { url, content_type: contentType, ...(size !== undefined && { size }), file_name: fileName };
}
