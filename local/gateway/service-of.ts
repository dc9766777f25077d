import type { IncomingHttpHeaders } from 'node:http';

/** The parts of a request that identify its service. */
export interface RequestAddress {
  readonly headers: IncomingHttpHeaders;
  /** Path and query. */
  readonly url: string;
}

/** The access key that signed a request, and the service it was signed for (Signature Version 4). */
export interface CredentialScope {
  readonly accessKeyId: string;
  readonly service: string;
}

const SERVICE_OF_TARGET: Readonly<Record<string, string>> = {
  AmazonSQS: 'sqs',
  AWSEvents: 'events',
  DynamoDB_20120810: 'dynamodb',
  secretsmanager: 'secretsmanager',
  Logs_20140328: 'logs',
};

const LAMBDA_PATH = /^\/20\d\d-\d\d-\d\d\/functions\//;
const STS_ACTION = /(^|&)Action=(GetCallerIdentity|AssumeRole\w*|GetSessionToken)(&|$)/;

/** The credential scope of a signed or presigned request: `<key>/<date>/<region>/<service>/aws4_request`. */
export function credentialScopeOf({ headers, url }: RequestAddress): CredentialScope | undefined {
  const signed = /Credential=([^,\s]+)/.exec(headers.authorization ?? '')?.[1];
  const parts = (signed ?? new URLSearchParams(url.split('?')[1]).get('X-Amz-Credential'))?.split('/');
  const [accessKeyId, , , service] = parts ?? [];
  return accessKeyId && service ? { accessKeyId, service } : undefined;
}

/**
 * The service that a request is meant for: the one that it was signed for, else the one that its target or path names,
 * else S3, whose objects are also read by browsers, which sign nothing.
 */
export function serviceOf(request: RequestAddress): string {
  const signedFor = credentialScopeOf(request)?.service;
  if (signedFor) return signedFor;
  const target = String(request.headers['x-amz-target'] ?? '').split('.')[0] ?? '';
  if (target) return SERVICE_OF_TARGET[target] ?? target;
  if (LAMBDA_PATH.test(request.url)) return 'lambda';
  const isForm = request.headers['content-type']?.startsWith('application/x-www-form-urlencoded');
  return isForm && request.url === '/' ? 'query' : 's3';
}

/** The operation that `X-Amz-Target` names, e.g. `PutItem`; empty where there is none. */
export const operationNamed = (headers: IncomingHttpHeaders): string =>
  String(headers['x-amz-target'] ?? '').split('.')[1] ?? '';

/** The service of an unsigned request in AWS's query protocol, from its form. */
export const serviceOfForm = (form: string): string => (STS_ACTION.test(form) ? 'sts' : 'sns');
