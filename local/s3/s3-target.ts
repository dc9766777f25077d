import type { IncomingHttpHeaders } from 'node:http';
import { operationOf, type S3Operation } from './s3-operation';
import { resourceOf, splitUrl } from './s3-request';

/** The object, bucket and operation of a request, as far as they are known without reading its body. */
export interface S3Target {
  readonly operation?: S3Operation;
  readonly bucket?: string;
  /** Plain text, decoded once. */
  readonly key?: string;
  readonly query: URLSearchParams;
}

export interface HttpRequest {
  readonly method: string;
  /** Path and query. */
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
}

/** The target of a request, for observers outside of this folder. Empty when the path is malformed. */
export function s3TargetOf({ method, url, headers }: HttpRequest): S3Target {
  const { rawPath, query } = splitUrl(url);
  try {
    const resource = resourceOf(rawPath, headers.host);
    const header = (name: string) => headers[name]?.toString();
    const operation = operationOf({ method, query, header, ...resource });
    return { query, ...resource, ...(operation && { operation }) };
  } catch {
    return { query };
  }
}
