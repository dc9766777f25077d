import { Transform, type TransformCallback } from 'node:stream';
import { S3Error } from '../errors';

const NEWLINE = 0x0a;
/** Characters of a line with a size, a signature or a checksum. */
const MAX_LINE = 1024;
const CHUNK_HEAD = /^([0-9a-f]{1,8})(?:;.*)?$/i;

type State = 'chunk-head' | 'data' | 'data-end' | 'trailers' | 'done';

/**
 * Removes the `aws-chunked` framing of a body: chunks of `size[;chunk-signature=…]`, then trailers.
 * A damaged body is read to its end before the error, so that the client receives the response.
 * Source: S3 API Reference, "Signature calculations … Transferring payload in multiple chunks".
 */
export class AwsChunkedDecoder extends Transform {
  /** Headers that follow the body, names in lower case. Complete at the end. */
  readonly trailers = new Map<string, string>();
  private state: State = 'chunk-head';
  private line = '';
  private remaining = 0;
  private damage: S3Error | undefined;

  override _transform(chunk: Buffer, _encoding: string, done: TransformCallback): void {
    let position = 0;
    while (position < chunk.length && !this.damage) {
      position = this.state === 'data' ? this.takeData(chunk, position) : this.takeLine(chunk, position);
    }
    done();
  }

  override _flush(done: TransformCallback): void {
    // Some clients omit the final empty line.
    const isComplete = this.state === 'done' || (this.state === 'trailers' && this.line === '');
    done(this.damage ?? (isComplete ? null : new S3Error('IncompleteBody')));
  }

  private takeData(chunk: Buffer, position: number): number {
    const end = Math.min(chunk.length, position + this.remaining);
    this.push(chunk.subarray(position, end));
    this.remaining -= end - position;
    if (this.remaining === 0) this.state = 'data-end';
    return end;
  }

  private takeLine(chunk: Buffer, position: number): number {
    const newline = chunk.indexOf(NEWLINE, position);
    const end = newline < 0 ? chunk.length : newline;
    this.line += chunk.toString('latin1', position, end);
    if (this.line.length > MAX_LINE) this.damage = badFraming();
    if (newline < 0) return end;
    const line = this.line.replace(/\r$/, '');
    this.line = '';
    this.endLine(line);
    return end + 1;
  }

  private endLine(line: string): void {
    if (this.state === 'chunk-head') this.startChunk(line);
    else if (this.state === 'data-end' && line === '') this.state = 'chunk-head';
    else if (this.state === 'trailers') this.takeTrailer(line);
    else this.damage = badFraming();
  }

  private startChunk(line: string): void {
    const size = CHUNK_HEAD.exec(line)?.[1];
    if (size === undefined) {
      this.damage = badFraming();
      return;
    }
    this.remaining = Number.parseInt(size, 16);
    this.state = this.remaining === 0 ? 'trailers' : 'data';
  }

  private takeTrailer(line: string): void {
    if (line === '') {
      this.state = 'done';
      return;
    }
    const colon = line.indexOf(':');
    this.trailers.set(line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim());
  }
}

const badFraming = (): S3Error =>
  new S3Error('InvalidRequest', { message: 'The aws-chunked framing of the body is damaged.' });
