import type { IncomingHttpHeaders } from 'node:http';
import type { Readable } from 'node:stream';
import type { HttpResponse } from './http';

/** A request of the twin itself to one of its services. */
export interface InProcessRequest {
  /** As requests are signed for it. */
  readonly service: string;
  /** @default 'POST' */
  readonly method?: 'GET' | 'POST' | 'PUT';
  /** Path and query. @default '/' */
  readonly path?: string;
  readonly headers?: IncomingHttpHeaders;
  readonly body?: string | Buffer | Readable;
}

/** Sends a request without leaving this process: an AWS client and a socket take longer than most services. */
export type SendInProcess = (request: InProcessRequest) => Promise<HttpResponse>;
