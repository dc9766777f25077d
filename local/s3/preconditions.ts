import { notImplemented, S3Error } from './errors';
import type { S3Request } from './s3-request';
import type { ObjectVersion } from './stored-object';

const SECOND = 1000;

const names = (header: string, eTag: string): boolean =>
  header
    .split(',')
    .some((text) => text.trim() === '*' || text.trim().replace(/^W\//, '').replaceAll('"', '') === eTag);

const failed = (condition: string): S3Error =>
  new S3Error('PreconditionFailed', { details: { Condition: condition } });

/** HTTP dates have no milliseconds. */
const inSeconds = (time: number): number => Math.floor(time / SECOND);

function modifiedSince(version: ObjectVersion, header: string | undefined): boolean | undefined {
  const date = Date.parse(header ?? '');
  return Number.isNaN(date) ? undefined : inSeconds(version.lastModified) > inSeconds(date);
}

/** The names of the four headers, which differ between reading and copying from an object. */
interface ConditionHeaders {
  readonly match: string;
  readonly noneMatch: string;
  readonly modified: string;
  readonly unmodified: string;
}

export const READ_CONDITIONS: ConditionHeaders = {
  match: 'if-match',
  noneMatch: 'if-none-match',
  modified: 'if-modified-since',
  unmodified: 'if-unmodified-since',
};

export const COPY_CONDITIONS: ConditionHeaders = {
  match: 'x-amz-copy-source-if-match',
  noneMatch: 'x-amz-copy-source-if-none-match',
  modified: 'x-amz-copy-source-if-modified-since',
  unmodified: 'x-amz-copy-source-if-unmodified-since',
};

/**
 * Checks the conditions of a read. An ETag condition overrides the date condition beside it (RFC 7232).
 * @returns `not-modified` when the client's copy is current
 * @throws S3Error `PreconditionFailed`
 */
export function checkReadConditions(
  request: S3Request,
  version: ObjectVersion,
  headers: ConditionHeaders,
): 'proceed' | 'not-modified' {
  const match = request.header(headers.match);
  const unmodified = request.header(headers.unmodified);
  if (match !== undefined) {
    if (!names(match, version.eTag)) throw failed('If-Match');
  } else if (modifiedSince(version, unmodified)) throw failed('If-Unmodified-Since');

  const noneMatch = request.header(headers.noneMatch);
  if (noneMatch !== undefined) return names(noneMatch, version.eTag) ? 'not-modified' : 'proceed';
  return modifiedSince(version, request.header(headers.modified)) === false ? 'not-modified' : 'proceed';
}

/**
 * The condition of a write for the object that it replaces: `If-None-Match: *` or `If-Match: <ETag>`.
 * The returned function throws `PreconditionFailed` or `NoSuchKey`.
 */
export function writeCondition(request: S3Request): (current: ObjectVersion | undefined) => void {
  const [match, noneMatch] = [request.header('if-match'), request.header('if-none-match')];
  if (noneMatch !== undefined && noneMatch !== '*') {
    throw notImplemented(`If-None-Match with another value than * on ${request.method}`);
  }
  return (current) => {
    if (noneMatch !== undefined && current) throw failed('If-None-Match');
    if (match === undefined) return;
    if (!current) throw new S3Error('NoSuchKey', { details: { Key: request.key ?? '' } });
    if (!names(match, current.eTag)) throw failed('If-Match');
  };
}
