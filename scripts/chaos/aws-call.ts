import type { IncomingHttpHeaders } from 'node:http';
import { imageIdOf, PREVIEWS_PREFIX } from '../../lambda/domain/image-record';
import { credentialScopeOf, operationNamed, serviceOf } from '../../local/gateway/service-of';
import { s3TargetOf } from '../../local/s3/s3-target';

/** The properties of an AWS request that determine its faults. */
export interface AwsCall {
  /** Access key id of the caller; empty for an unsigned call. */
  readonly caller: string;
  readonly service: string;
  /** The AWS name of the operation: `GetObject`, `UpdateItem`, `PutEvents`. */
  readonly operation: string;
  /** The image of the request; empty when there is none. */
  readonly imageId: string;
}

export interface ReceivedRequest {
  readonly method: string;
  /** Path and query. */
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** Returns the operation of a request, and the image it is about. */
export function awsCallOf(request: ReceivedRequest): AwsCall {
  const caller = credentialScopeOf(request)?.accessKeyId ?? '';
  const service = serviceOf(request);
  if (service === 's3') return { caller, service, ...s3CallOf(request) };
  const operation = operationNamed(request.headers);
  return { caller, service, operation, imageId: imageIn(service, request.body) };
}

const PREVIEW = new RegExp(`^${PREVIEWS_PREFIX}([0-9a-f]{32})`);

function s3CallOf(request: ReceivedRequest): Pick<AwsCall, 'operation' | 'imageId'> {
  const { operation = request.method, bucket = '', key, query } = s3TargetOf(request);
  const preview = PREVIEW.exec(key ?? query.get('prefix') ?? '')?.[1];
  return { operation, imageId: preview ?? (key ? imageIdOf(bucket, key) : '') };
}

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
