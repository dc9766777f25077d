import { BodyDigest } from '../body/body-digest';
import { parseRange } from '../body/byte-range';
import { checksumElements, checksumHeaders } from '../body/checksums';
import { receiveBody } from '../body/request-body';
import { S3Error } from '../errors';
import { sendEmpty, sendXml } from '../send-response';
import { findUpload, keepPart, MAX_PARTS } from '../store/multipart';
import type { UploadState } from '../store/object-index';
import type { ObjectCall } from './call';
import { copySource } from './copy-source';
import { isoDate, quoted } from './object-lookup';

function target({ request, store, bucket, key }: ObjectCall): UploadState & { partNumber: number } {
  const text = request.query.get('partNumber') ?? '';
  const partNumber = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  if (partNumber < 1 || partNumber > MAX_PARTS) {
    throw new S3Error('InvalidArgument', {
      message: `Part number must be an integer between 1 and ${MAX_PARTS}, inclusive`,
      details: { ArgumentName: 'partNumber', ArgumentValue: text },
    });
  }
  const uploadId = request.query.get('uploadId') ?? '';
  return { ...findUpload(store, bucket.record.name, key, uploadId), partNumber };
}

export async function uploadPart(call: ObjectCall): Promise<void> {
  const { request, response, store } = call;
  const { upload, partNumber } = target(call);
  const body = await receiveBody(request, store.bodies, upload.checksumAlgorithm);
  const part = await keepPart(store, upload, partNumber, body);
  sendEmpty(response, 200, { ETag: quoted(part.eTag), ...checksumHeaders(part.checksum) });
}

export async function uploadPartCopy(call: ObjectCall): Promise<void> {
  const { request, response, store } = call;
  const { upload, partNumber } = target(call);
  const source = copySource(call);
  const { file, size } = source.version;
  const range = parseRange(request.header('x-amz-copy-source-range'), size);
  const digest = new BodyDigest(upload.checksumAlgorithm ? [upload.checksumAlgorithm] : []);
  const written = await store.bodies.write(store.bodies.read(file, range), digest);
  const { md5, checksums } = await digest.finish();
  const [checksum] = checksums;
  const body = { ...written, eTag: md5.toString('hex'), ...(checksum && { checksum }) };
  const part = await keepPart(store, upload, partNumber, body);
  const result = {
    LastModified: isoDate(part.lastModified),
    ETag: quoted(part.eTag),
    ...checksumElements(part.checksum),
  };
  sendXml(response, 'CopyPartResult', result, source.headers);
}
