import type { IncomingHttpHeaders } from 'node:http';
import type { Readable } from 'node:stream';
import type { Answer } from './http';

/** A request to a service of the twin, by the twin itself. */
export interface InsideCall {
  /** As requests are signed for it. */
  readonly service: string;
  /** @default 'POST' */
  readonly method?: 'GET' | 'POST' | 'PUT';
  /** Path and query. @default '/' */
  readonly path?: string;
  readonly headers?: IncomingHttpHeaders;
  readonly body?: string | Buffer | Readable;
}

/** Sends a request inside this process: a client of AWS and a socket take longer than most services. */
export type InsideRequest = (call: InsideCall) => Promise<Answer>;
