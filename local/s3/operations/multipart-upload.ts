import {
  type ChecksumType,
  checksumAlgorithmOf,
  checksumElement,
  checksumElements,
  checksumHeader,
} from '../body/checksums';
import { readDocument } from '../body/request-body';
import { notImplemented, S3Error } from '../errors';
import { describeObject } from '../object-description';
import { writeCondition } from '../preconditions';
import type { S3Request } from '../s3-request';
import { sendEmpty, sendXml } from '../send-response';
import { beginUpload, chooseParts, findUpload, joinParts, type NamedPart } from '../store/multipart';
import type { MultipartUpload, StoredBody } from '../stored-object';
import { children, fromXml, textOf } from '../xml';
import type { ObjectCall } from './call';
import { quoted, versionHeader } from './object-lookup';

export async function createMultipartUpload(call: ObjectCall): Promise<void> {
  const { request, response, store, bucket, key } = call;
  const description = describeObject(request);
  const checksum = checksumPlan(request);
  const { uploadId } = await beginUpload(store, {
    bucket: bucket.record.name,
    key,
    ...description,
    ...checksum,
  });
  const headers = checksum.checksumAlgorithm && {
    'x-amz-checksum-algorithm': checksum.checksumAlgorithm.toUpperCase(),
    'x-amz-checksum-type': checksum.checksumType,
  };
  const result = { Bucket: bucket.record.name, Key: key, UploadId: uploadId };
  sendXml(response, 'InitiateMultipartUploadResult', result, headers);
}

/** CRC-64/NVME exists only for complete objects. The default of the other algorithms is a checksum of the parts. */
function checksumPlan(request: S3Request) {
  const name = request.header('x-amz-checksum-algorithm');
  if (name === undefined) return {};
  const checksumAlgorithm = checksumAlgorithmOf(name);
  if (!checksumAlgorithm) throw notImplemented(`the checksum algorithm ${name}`);
  const defaultType = checksumAlgorithm === 'crc64nvme' ? 'FULL_OBJECT' : 'COMPOSITE';
  return {
    checksumAlgorithm,
    checksumType: checksumTypeOf(request.header('x-amz-checksum-type') ?? defaultType),
  };
}

function checksumTypeOf(text: string): ChecksumType {
  if (text === 'FULL_OBJECT' || text === 'COMPOSITE') return text;
  throw new S3Error('InvalidRequest', { message: 'Value for x-amz-checksum-type header is invalid.' });
}

export async function completeMultipartUpload(call: ObjectCall): Promise<void> {
  const { request, response, store, bucket, key } = call;
  const uploadId = request.query.get('uploadId') ?? '';
  const state = findUpload(store, bucket.record.name, key, uploadId);
  const condition = writeCondition(request);
  const document = fromXml('CompleteMultipartUpload', await readDocument(request));
  const parts = chooseParts(state, namedParts(document, state.upload));
  if (parts.length === 0) throw new S3Error('MalformedXML');
  const body = await joinParts(store, state.upload, parts);
  const version = await store.put({
    bucket,
    key,
    body,
    description: { headers: state.upload.headers, metadata: state.upload.metadata, tags: state.upload.tags },
    eventName: 'ObjectCreated:CompleteMultipartUpload',
    origin: request,
    furtherEntries: [{ change: 'upload-ended', uploadId }],
    precondition: (current) => {
      findUpload(store, bucket.record.name, key, uploadId);
      refuseOtherBody(request, body);
      condition(current);
    },
  });
  const result = {
    Location: `http://${request.header('host') ?? 'localhost'}/${bucket.record.name}/${encodeURI(key)}`,
    Bucket: bucket.record.name,
    Key: key,
    ETag: quoted(version.eTag),
    ...checksumElements(version.checksum),
  };
  sendXml(response, 'CompleteMultipartUploadResult', result, versionHeader(bucket, version.versionId));
}

function namedParts(document: Record<string, unknown>, { checksumAlgorithm }: MultipartUpload): NamedPart[] {
  return children(document, 'Part').map((part) => {
    const partNumber = Number(textOf(part, 'PartNumber'));
    const eTag = textOf(part, 'ETag');
    if (!Number.isSafeInteger(partNumber) || eTag === undefined) throw new S3Error('MalformedXML');
    const checksum = checksumAlgorithm && textOf(part, checksumElement(checksumAlgorithm));
    return { partNumber, eTag: eTag.trim().replaceAll('"', ''), ...(checksum && { checksum }) };
  });
}

/** The client may declare the size and the checksum of the complete object. */
function refuseOtherBody(request: S3Request, { size, checksum }: StoredBody): void {
  const promisedSize = request.header('x-amz-mp-object-size');
  if (promisedSize !== undefined && Number(promisedSize) !== size) {
    throw new S3Error('InvalidRequest', {
      message: `The provided 'x-amz-mp-object-size' header value ${promisedSize} does not match what was computed: ${size}`,
    });
  }
  const promised = checksum && request.header(checksumHeader(checksum.algorithm));
  if (promised !== undefined && promised !== checksum?.value) throw new S3Error('BadDigest');
}

export async function abortMultipartUpload(call: ObjectCall): Promise<void> {
  const { request, response, store, bucket, key } = call;
  const uploadId = request.query.get('uploadId') ?? '';
  findUpload(store, bucket.record.name, key, uploadId);
  await store.commit([{ change: 'upload-ended', uploadId }]);
  sendEmpty(response, 204);
}
