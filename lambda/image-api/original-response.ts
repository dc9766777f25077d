import { fileNameOf } from '../domain/file-name';
import type { ImageRecord } from '../domain/image-record';
import type { UrlSigner } from '../domain/signed-urls';
import type { OriginalResponse } from './response-schemas';

/** Seconds for which the URL of an original is valid. */
const ORIGINAL_URL_SECONDS = 3600;

/** What a browser must not interpret: the type that the uploader claimed is not trusted. */
const UNKNOWN_TYPE = 'application/octet-stream';

/** A link to the original of a version; none of a version that was deleted. */
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
