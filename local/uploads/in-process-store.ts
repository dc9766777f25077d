import type { Readable } from 'node:stream';
import type { UploadRef } from '../../lambda/domain/upload';
import type { HttpResponse } from '../foundation/http';
import type { SendInProcess } from '../foundation/in-process-request';
import { xmlText } from '../foundation/xml-text';

/** A body of a known size. */
export interface SizedBody {
  readonly body: Readable | Buffer;
  /** Bytes. */
  readonly size: number;
}

/** The buckets of the twin, reached without a socket. */
export class InProcessStore {
  constructor(private readonly request: SendInProcess) {}

  /** @throws Error with the message of S3, or of the body that could not be read */
  async put(bucket: string, key: string, { body, size }: SizedBody, signal: AbortSignal): Promise<UploadRef> {
    let unreadable: Error | undefined;
    const onError = (error: Error) => {
      unreadable = error;
    };
    const abort = () =>
      void (Buffer.isBuffer(body) || body.destroy(new Error('The upload was interrupted.')));
    if (!Buffer.isBuffer(body)) body.once('error', onError);
    signal.addEventListener('abort', abort, { once: true });
    try {
      const headers = { 'content-length': String(size) };
      const answer = await this.request({
        service: 's3',
        method: 'PUT',
        path: pathOf(bucket, key),
        headers,
        body,
      });
      if (unreadable) throw unreadable;
      const { etag: eTag, 'x-amz-version-id': versionId } = accepted(answer).headers;
      return {
        bucket,
        key,
        ...(typeof versionId === 'string' && { versionId }),
        ...(eTag && { eTag }),
      };
    } finally {
      signal.removeEventListener('abort', abort);
    }
  }

  /** @throws Error with the message of S3 */
  async get(bucket: string, key: string): Promise<Buffer> {
    return accepted(await this.request({ service: 's3', method: 'GET', path: pathOf(bucket, key) })).body;
  }
}

const pathOf = (bucket: string, key: string): string =>
  `/${bucket}/${key.split('/').map(encodeURIComponent).join('/')}`;

function accepted(answer: HttpResponse): HttpResponse {
  if (answer.status < 300) return answer;
  const message = xmlText(answer.body.toString(), 'Message');
  throw new Error(message ?? `S3 returned HTTP status ${answer.status}.`);
}
