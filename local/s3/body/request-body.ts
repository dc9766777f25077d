import { finished, PassThrough, type Readable } from 'node:stream';
import { S3Error } from '../errors';
import type { S3Request } from '../s3-request';
import type { StoredBody } from '../stored-object';
import { AwsChunkedDecoder } from './aws-chunked';
import { type Announced, BodyCheck } from './body-check';
import type { BodyFiles } from './body-files';
import type { ChecksumAlgorithm } from './checksums';

/** Bytes of one PUT. Source: S3 User Guide, "Uploading objects". */
const MAX_UPLOAD_BYTES = 5 * 1024 ** 3;
/** Bytes of an XML document: 1,000 keys to delete, or 10,000 parts to complete. */
const MAX_DOCUMENT_BYTES = 2 * 1024 ** 2;

const isAwsChunked = (request: S3Request): boolean =>
  (request.header('x-amz-content-sha256') ?? '').startsWith('STREAMING-') ||
  (request.header('content-encoding') ?? '').split(',').some((coding) => coding.trim() === 'aws-chunked');

function announcedSize(request: S3Request): number | undefined {
  const text = request.header('x-amz-decoded-content-length') ?? request.header('content-length');
  return text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : undefined;
}

/** The body without its framing. It fails with `IncompleteBody` when the client disconnects. */
function decodedBody(request: S3Request): { bytes: Readable; announced: Announced } {
  const decoder = isAwsChunked(request) ? new AwsChunkedDecoder() : new PassThrough();
  const { incoming } = request;
  // Not `pipeline`: it would close the connection on an error, and the client could not read the response.
  incoming.pipe(decoder);
  // Also reports a client that disconnected before anything listened.
  finished(incoming, { writable: false }, (error) => {
    if (error) decoder.destroy(new S3Error('IncompleteBody'));
  });
  const trailers = decoder instanceof AwsChunkedDecoder ? decoder.trailers : new Map<string, string>();
  return { bytes: decoder, announced: { size: announcedSize(request), trailers } };
}

/**
 * Streams a request's body to disk and checks every digest that came with it.
 * @param required an algorithm to compute even if the request declares no value for it
 * @throws S3Error `MissingContentLength`, `EntityTooLarge`, and those of `BodyCheck.finish`
 */
export async function receiveBody(
  request: S3Request,
  bodies: BodyFiles,
  required?: ChecksumAlgorithm,
): Promise<StoredBody> {
  const size = announcedSize(request);
  if (size === undefined) throw new S3Error('MissingContentLength');
  if (size > MAX_UPLOAD_BYTES) throw new S3Error('EntityTooLarge');
  const check = new BodyCheck(request, required);
  const { bytes, announced } = decodedBody(request);
  const written = await bodies.write(bytes, check);
  try {
    return { ...written, ...(await check.finish(announced)) };
  } catch (error) {
    await bodies.remove([written.file]);
    throw error;
  }
}

/** Reads a complete document. @throws S3Error `MalformedXML` when it is too large */
export async function readDocument(request: S3Request): Promise<string> {
  const check = new BodyCheck(request);
  const { bytes, announced } = decodedBody(request);
  const chunks: Buffer[] = [];
  let received = 0;
  for await (const chunk of bytes) {
    received += chunk.length;
    if (received > MAX_DOCUMENT_BYTES) throw new S3Error('MalformedXML');
    check.update(chunk);
    chunks.push(chunk);
  }
  await check.finish(announced);
  return Buffer.concat(chunks).toString('utf8');
}
