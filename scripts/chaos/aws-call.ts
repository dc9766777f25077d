import type { IncomingHttpHeaders } from 'node:http';
import { imageIdOf } from '../../lambda/domain/image-record';
import { credentialScopeOf, serviceOf } from '../../local/gateway/service-of';

/** A request to the AWS endpoint, as far as the fault injector cares. */
export interface AwsCall {
  /** Access key id of who calls; empty when nobody signed. */
  readonly caller: string;
  readonly service: string;
  /** As AWS calls it: `GetObject`, `UpdateItem`, `PutEvents`. */
  readonly operation: string;
  /** The image it is about, or nothing. */
  readonly imageId: string;
}

export interface ReceivedRequest {
  readonly method: string;
  /** Path and query. */
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** Tells what a request asks for. */
export function awsCallOf(request: ReceivedRequest): AwsCall {
  const caller = credentialScopeOf(request)?.accessKeyId ?? '';
  const service = serviceOf(request);
  if (service === 's3') return { caller, service, ...s3CallOf(request) };
  const operation = String(request.headers['x-amz-target'] ?? '').split('.')[1] ?? '';
  return { caller, service, operation, imageId: imageIn(service, request.body) };
}

const PREVIEW = /previews\/([0-9a-f]{32})/;

function s3CallOf({ method, url }: ReceivedRequest): Pick<AwsCall, 'operation' | 'imageId'> {
  const { pathname, searchParams } = new URL(url, 'http://s3');
  const path = decodeURIComponent(pathname);
  const preview = PREVIEW.exec(path)?.[1] ?? PREVIEW.exec(searchParams.get('prefix') ?? '')?.[1];
  const [, bucket = '', key = ''] = /^\/([^/]+)\/(.+)$/s.exec(path) ?? [];
  const imageId = preview ?? (key ? imageIdOf(bucket, key) : '');
  if (key) return { operation: OBJECT_OPERATIONS[method] ?? method, imageId };
  return { operation: method === 'POST' ? 'DeleteObjects' : 'ListObjects', imageId };
}

const OBJECT_OPERATIONS: Readonly<Record<string, string>> = {
  GET: 'GetObject',
  HEAD: 'HeadObject',
  PUT: 'PutObject',
  DELETE: 'DeleteObject',
};

interface Attribute {
  readonly S?: string;
}

interface DynamoDbInput {
  readonly Key?: { readonly imageId?: Attribute };
  readonly Item?: { readonly imageId?: Attribute };
  readonly ExpressionAttributeValues?: Readonly<Record<string, Attribute>>;
}

function imageIn(service: string, body: Buffer): string {
  if (service === 'events') {
    const { Entries: [entry] = [] } = JSON.parse(body.toString()) as { Entries?: { Detail?: string }[] };
    return (JSON.parse(entry?.Detail ?? '{}') as { imageId?: string }).imageId ?? '';
  }
  if (service !== 'dynamodb') return '';
  const { Key, Item, ExpressionAttributeValues: values } = JSON.parse(body.toString()) as DynamoDbInput;
  return (Key?.imageId ?? Item?.imageId ?? values?.[':imageId'])?.S ?? '';
}
