import { createHash, randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import { BodyDigest } from '../body/body-digest';
import { compositeChecksum } from '../body/checksums';
import { S3Error } from '../errors';
import type { MultipartUpload, StoredBody, UploadPart } from '../stored-object';
import type { UploadState } from './object-index';
import type { ObjectStore } from './object-store';

/** Bytes of every part but the last. Source: S3 User Guide, "Amazon S3 multipart upload limits". */
const MIN_PART = 5 * 1024 ** 2;
export const MAX_PARTS = 10_000;

/** A part in a client's request to complete an upload. */
export interface NamedPart {
  readonly partNumber: number;
  /** Without quotes. */
  readonly eTag: string;
  readonly checksum?: string;
}

export async function beginUpload(
  store: ObjectStore,
  upload: Omit<MultipartUpload, 'uploadId' | 'initiated'>,
): Promise<MultipartUpload> {
  const begun = { ...upload, uploadId: randomBytes(32).toString('hex'), initiated: store.now() };
  await store.commit([{ change: 'upload', upload: begun }]);
  return begun;
}

/** The upload with this id, if it belongs to the key. @throws S3Error `NoSuchUpload` */
export function findUpload(store: ObjectStore, bucket: string, key: string, uploadId: string): UploadState {
  const state = store.index.upload(uploadId);
  if (state.upload.bucket === bucket && state.upload.key === key) return state;
  throw new S3Error('NoSuchUpload', { details: { UploadId: uploadId } });
}

/** Stores a body as a part. It replaces an earlier part with the same number. */
export async function keepPart(
  store: ObjectStore,
  { uploadId }: MultipartUpload,
  partNumber: number,
  body: StoredBody,
): Promise<UploadPart> {
  if (!store.index.uploads.has(uploadId)) {
    await store.bodies.remove([body.file]);
    throw new S3Error('NoSuchUpload', { details: { UploadId: uploadId } });
  }
  const part = { ...body, partNumber, lastModified: store.now() };
  await store.commit([{ change: 'part', uploadId, part }]);
  return part;
}

/**
 * The stored parts that a client names, in its order.
 * @throws S3Error `InvalidPart`, `InvalidPartOrder`, `EntityTooSmall`
 */
export function chooseParts({ parts, upload }: UploadState, named: readonly NamedPart[]): UploadPart[] {
  const chosen = named.map((name, index) => {
    const before = named[index - 1];
    if (before && before.partNumber >= name.partNumber) {
      throw new S3Error('InvalidPartOrder', { details: { UploadId: upload.uploadId } });
    }
    const part = parts.get(name.partNumber);
    if (!part || part.eTag !== name.eTag || !sameChecksum(part, name)) {
      throw new S3Error('InvalidPart', {
        details: { UploadId: upload.uploadId, PartNumber: String(name.partNumber), ETag: name.eTag },
      });
    }
    return part;
  });
  const small = chosen.slice(0, -1).find(({ size }) => size < MIN_PART);
  if (small) {
    throw new S3Error('EntityTooSmall', {
      details: {
        ProposedSize: String(small.size),
        MinSizeAllowed: String(MIN_PART),
        PartNumber: String(small.partNumber),
      },
    });
  }
  return chosen;
}

const sameChecksum = (part: UploadPart, { checksum }: NamedPart): boolean =>
  checksum === undefined || part.checksum === undefined || part.checksum.value === checksum;

/** Concatenates the parts into one body. */
export async function joinParts(
  store: ObjectStore,
  upload: MultipartUpload,
  parts: readonly UploadPart[],
): Promise<StoredBody> {
  const { checksumAlgorithm: algorithm, checksumType } = upload;
  const isWhole = checksumType === 'FULL_OBJECT';
  const digest = new BodyDigest(algorithm && isWhole ? [algorithm] : []);
  const written = await store.bodies.write(Readable.from(bytesOf(store, parts)), digest);
  const [ofWhole] = (await digest.finish()).checksums;
  const values = parts.map((part) => part.checksum?.value ?? '');
  const checksum = algorithm && !isWhole ? await compositeChecksum(algorithm, values) : ofWhole;
  return { ...written, eTag: multipartETag(parts), ...(checksum && { checksum }) };
}

async function* bytesOf(store: ObjectStore, parts: readonly UploadPart[]): AsyncGenerator<Buffer> {
  for (const { file } of parts) yield* store.bodies.read(file);
}

/** The MD5 of the parts' MD5s and the number of parts, as in S3. */
function multipartETag(parts: readonly UploadPart[]): string {
  const md5 = createHash('md5');
  for (const { eTag } of parts) md5.update(Buffer.from(eTag, 'hex'));
  return `${md5.digest('hex')}-${parts.length}`;
}
