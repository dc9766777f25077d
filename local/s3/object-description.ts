import { notImplemented, S3Error } from './errors';
import type { S3Request } from './s3-request';
import type { ObjectDescription } from './stored-object';
import { tagsFromHeader } from './tags';

const META_PREFIX = 'x-amz-meta-';
/** Bytes of all names and values. Source: S3 User Guide, "Working with object metadata". */
const MAX_METADATA_BYTES = 2048;
/** The headers that are kept with an object, and that a read can override. */
export const STORED_HEADERS = [
  'cache-control',
  'content-disposition',
  'content-encoding',
  'content-language',
  'content-type',
  'expires',
] as const;
const DEFAULT_CONTENT_TYPE = 'binary/octet-stream';
const ENCODED_WORD = /=\?utf-8\?([bq])\?([^?]*)\?=/gi;

const STORAGE_CLASS = 'x-amz-storage-class';

/** Storage classes whose objects must be restored before a read. This endpoint does not support restores. */
const ARCHIVES = ['GLACIER', 'DEEP_ARCHIVE'];

/** Headers that change how an object is stored, with the values that have no effect here. Others are refused. */
const HARMLESS_VALUES: Readonly<Record<string, readonly string[]>> = {
  'x-amz-acl': ['private', 'bucket-owner-full-control', 'bucket-owner-read'],
  'x-amz-storage-class': ['STANDARD', ...ARCHIVES],
  'x-amz-server-side-encryption': ['AES256'],
  'x-amz-grant-full-control': [],
  'x-amz-grant-read': [],
  'x-amz-grant-read-acp': [],
  'x-amz-grant-write-acp': [],
  'x-amz-object-lock-mode': [],
  'x-amz-object-lock-retain-until-date': [],
  'x-amz-object-lock-legal-hold': [],
  'x-amz-server-side-encryption-aws-kms-key-id': [],
  'x-amz-server-side-encryption-context': [],
  'x-amz-server-side-encryption-customer-algorithm': [],
  'x-amz-website-redirect-location': [],
  'x-amz-write-offset-bytes': [],
};

/**
 * The description of an object, from the headers of the request that stores it.
 * @throws S3Error `MetadataTooLarge`, `NotImplemented`
 */
export function describeObject(request: S3Request): ObjectDescription {
  refuseUnsupported(request);
  return {
    headers: storedHeaders(request),
    metadata: userMetadata(request),
    tags: tagsFromHeader(request.header('x-amz-tagging')),
  };
}

/** The description as headers of a response. */
export function describedHeaders({ headers, metadata, tags }: ObjectDescription): Record<string, string> {
  const meta = Object.entries(metadata).map(([name, value]) => [META_PREFIX + name, encodeWords(value)]);
  const tagCount = Object.keys(tags).length;
  return {
    ...Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, toHeaderBytes(value)])),
    ...Object.fromEntries(meta),
    ...(tagCount > 0 && { 'x-amz-tagging-count': String(tagCount) }),
  };
}

/** Node.js writes header text as Latin-1. The result is written as the UTF-8 bytes that were received. */
export const toHeaderBytes = (text: string): string => Buffer.from(text, 'utf8').toString('latin1');

function refuseUnsupported(request: S3Request): void {
  for (const [name, harmless] of Object.entries(HARMLESS_VALUES)) {
    const value = request.header(name);
    if (value !== undefined && !harmless.includes(value))
      throw notImplemented(`the header ${name}: ${value}`);
  }
}

function storedHeaders(request: S3Request): Record<string, string> {
  const stored: Record<string, string> = {};
  for (const name of STORED_HEADERS) {
    const value = request.header(name) ?? presignedHeader(request, name);
    if (value) stored[name] = value;
  }
  const encoding = withoutFraming(stored['content-encoding'] ?? '');
  delete stored['content-encoding'];
  return {
    ...stored,
    'content-type': stored['content-type'] ?? DEFAULT_CONTENT_TYPE,
    ...(encoding && { 'content-encoding': encoding }),
    ...archiveHeader(request),
  };
}

/** The header of the archive class that a request sets, if any. S3 omits the class STANDARD from responses. */
export function archiveHeader(request: S3Request): Record<string, string> {
  const storageClass = request.header(STORAGE_CLASS) ?? '';
  return ARCHIVES.includes(storageClass) ? { [STORAGE_CLASS]: storageClass } : {};
}

/** The storage class of an object, as listings name it. */
export const storageClassOf = ({ headers }: Pick<ObjectDescription, 'headers'>): string =>
  headers[STORAGE_CLASS] ?? 'STANDARD';

export const isArchived = (description: Pick<ObjectDescription, 'headers'>): boolean =>
  ARCHIVES.includes(storageClassOf(description));

/** Signature version 2 URLs carry the signed headers of the object in their query. */
function presignedHeader({ query }: S3Request, name: string): string | undefined {
  return query.has('AWSAccessKeyId') ? (query.get(name) ?? undefined) : undefined;
}

/** `aws-chunked` describes the framing of a request. It is not a property of the object. */
const withoutFraming = (encoding: string): string =>
  encoding
    .split(',')
    .map((coding) => coding.trim())
    .filter((coding) => coding !== '' && coding !== 'aws-chunked')
    .join(',');

function userMetadata(request: S3Request): Record<string, string> {
  const names = new Set(
    [...Object.keys(request.incoming.headers), ...request.query.keys()]
      .map((name) => name.toLowerCase())
      .filter((name) => name.startsWith(META_PREFIX)),
  );
  const entries = [...names].map((name): [string, string] => [
    name.slice(META_PREFIX.length),
    decodeWords(request.header(name) ?? ''),
  ]);
  const size = entries.reduce(
    (sum, [name, value]) => sum + Buffer.byteLength(name) + Buffer.byteLength(value),
    0,
  );
  if (size > MAX_METADATA_BYTES) {
    throw new S3Error('MetadataTooLarge', {
      details: { Size: String(size), MaxSizeAllowed: String(MAX_METADATA_BYTES) },
    });
  }
  return Object.fromEntries(entries);
}

/** S3 accepts values beyond ASCII as RFC 2047 words or as UTF-8, and returns them as RFC 2047 words. */
function decodeWords(text: string): string {
  return text.replaceAll(ENCODED_WORD, (_word, encoding: string, content: string) => {
    if (encoding.toLowerCase() === 'b') return Buffer.from(content, 'base64').toString('utf8');
    const bytes = content
      .replaceAll('_', ' ')
      .replaceAll(/=([0-9a-f]{2})/gi, (_escape, hex: string) =>
        String.fromCharCode(Number.parseInt(hex, 16)),
      );
    return Buffer.from(bytes, 'latin1').toString('utf8');
  });
}

const encodeWords = (text: string): string =>
  /^[\x20-\x7e\t]*$/.test(text) ? text : `=?UTF-8?B?${Buffer.from(text, 'utf8').toString('base64')}?=`;
