import { createHmac } from 'node:crypto';
import { S3Error } from '../errors';
import { STORED_HEADERS } from '../object-description';
import type { S3Request } from '../s3-request';
import { compareSignatures, refuseExpired, type SecretLookup, secretFor } from './signature';

/**
 * Parameters that the signature covers. Source: S3 User Guide, "Signing and authenticating REST requests (AWS signature
 * version 2)".
 */
const SIGNED_PARAMETERS = new Set([
  'acl',
  'cors',
  'delete',
  'lifecycle',
  'location',
  'logging',
  'notification',
  'partNumber',
  'policy',
  'requestPayment',
  ...STORED_HEADERS.map((name) => `response-${name}`),
  'restore',
  'tagging',
  'torrent',
  'uploadId',
  'uploads',
  'versionId',
  'versioning',
  'versions',
  'website',
]);

/** Verifies a presigned URL with signature version 2, which `aws s3 presign` and boto3 still use by default. */
export function verifySigV2(request: S3Request, secretOf: SecretLookup, now: number): void {
  const { query } = request;
  const [accessKeyId, signature, expires] = ['AWSAccessKeyId', 'Signature', 'Expires'].map((name) =>
    query.get(name),
  );
  if (!accessKeyId || !signature || !expires || !/^\d{1,11}$/.test(expires)) {
    throw new S3Error('AccessDenied', {
      message: 'Query-string authentication requires the Signature, Expires and AWSAccessKeyId parameters',
    });
  }
  const secret = secretFor(accessKeyId, secretOf);
  refuseExpired(Number(expires) * 1000, now);
  const stringToSign = stringToSignOf(request, expires);
  const expected = createHmac('sha1', secret).update(stringToSign).digest('base64');
  compareSignatures(signature, expected, { AWSAccessKeyId: accessKeyId, StringToSign: stringToSign });
}

function stringToSignOf(request: S3Request, expires: string): string {
  const { query } = request;
  const text = (name: string): string => request.header(name) ?? query.get(name) ?? '';
  return [
    request.method,
    text('content-md5'),
    text('content-type'),
    expires,
    ...amzHeaders(request),
    canonicalResource(request),
  ].join('\n');
}

function amzHeaders(request: S3Request): string[] {
  const names = [...Object.keys(request.incoming.headers), ...request.query.keys()]
    .map((name) => name.toLowerCase())
    .filter((name) => name.startsWith('x-amz-'));
  return [...new Set(names)].sort().map((name) => `${name}:${(request.header(name) ?? '').trim()}`);
}

function canonicalResource({ rawPath, query, bucket, incoming }: S3Request): string {
  const parameters = [...query]
    .filter(([name]) => SIGNED_PARAMETERS.has(name))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => (value === '' ? name : `${name}=${value}`));
  const inHost = bucket && incoming.headers.host?.startsWith(`${bucket}.`);
  const path = inHost ? `/${bucket}${rawPath}` : rawPath;
  return parameters.length > 0 ? `${path}?${parameters.join('&')}` : path;
}
