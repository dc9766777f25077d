import { checksumElements } from '../body/checksums';
import { notImplemented } from '../errors';
import { sendXml } from '../send-response';
import { page } from '../store/listing';
import { findUpload } from '../store/multipart';
import { compareKeys } from '../store/sorted-keys';
import type { MultipartUpload } from '../stored-object';
import type { BucketCall, ObjectCall } from './call';
import { listingRequest, OWNER, pageSize } from './listing-request';
import { isoDate, quoted } from './object-lookup';

export function listParts({ request, response, store, bucket, key }: ObjectCall): void {
  const uploadId = request.query.get('uploadId') ?? '';
  const { upload, parts } = findUpload(store, bucket.record.name, key, uploadId);
  const { encode, encodingType } = listingRequest(request);
  const marker = Number(request.query.get('part-number-marker') ?? 0);
  const maxParts = pageSize(request, 'max-parts');
  const rest = [...parts.values()]
    .filter(({ partNumber }) => partNumber > marker)
    .sort((a, b) => a.partNumber - b.partNumber);
  const { entries, truncated } = page(rest, maxParts);
  sendXml(response, 'ListPartsResult', {
    Bucket: bucket.record.name,
    EncodingType: encodingType,
    Key: encode(key),
    UploadId: uploadId,
    PartNumberMarker: marker,
    NextPartNumberMarker: entries.at(-1)?.partNumber ?? 0,
    MaxParts: maxParts,
    IsTruncated: truncated,
    StorageClass: 'STANDARD',
    ChecksumAlgorithm: upload.checksumAlgorithm?.toUpperCase(),
    Initiator: OWNER,
    Owner: OWNER,
    Part: entries.map(({ partNumber, lastModified, eTag, size, checksum }) => ({
      PartNumber: partNumber,
      LastModified: isoDate(lastModified),
      ETag: quoted(eTag),
      Size: size,
      ...checksumElements(checksum),
    })),
  });
}

/** By key, then oldest first, as in S3. */
const inOrder = (a: MultipartUpload, b: MultipartUpload): number =>
  compareKeys(a.key, b.key) || a.initiated - b.initiated || compareKeys(a.uploadId, b.uploadId);

/** Does not support common prefixes. */
export function listMultipartUploads({ request, response, store, bucket }: BucketCall): void {
  const { prefix, delimiter, encode, encodingType } = listingRequest(request);
  if (delimiter !== '') throw notImplemented('ListMultipartUploads with a delimiter');
  const keyMarker = request.query.get('key-marker') ?? '';
  const idMarker = request.query.get('upload-id-marker') ?? '';
  const maxUploads = pageSize(request, 'max-uploads');
  const uploads = [...store.index.uploads.values()]
    .map(({ upload }) => upload)
    .filter((upload) => upload.bucket === bucket.record.name && upload.key.startsWith(prefix))
    .sort(inOrder);
  const seen = uploads.findIndex(({ key, uploadId }) => key === keyMarker && uploadId === idMarker);
  const rest =
    seen >= 0 ? uploads.slice(seen + 1) : uploads.filter(({ key }) => compareKeys(key, keyMarker) > 0);
  const { entries, truncated } = page(rest, maxUploads);
  const last = truncated ? entries.at(-1) : undefined;
  sendXml(response, 'ListMultipartUploadsResult', {
    Bucket: bucket.record.name,
    KeyMarker: encode(keyMarker),
    UploadIdMarker: idMarker,
    NextKeyMarker: last && encode(last.key),
    NextUploadIdMarker: last?.uploadId,
    Prefix: encode(prefix),
    EncodingType: encodingType,
    MaxUploads: maxUploads,
    IsTruncated: truncated,
    Upload: entries.map(({ key, uploadId, initiated }) => ({
      Key: encode(key),
      UploadId: uploadId,
      Initiator: OWNER,
      Owner: OWNER,
      StorageClass: 'STANDARD',
      Initiated: isoDate(initiated),
    })),
  });
}
