import { S3Error } from '../errors';
import type { S3Request } from '../s3-request';
import { uriEncode } from '../uri-encode';

const MAX_PER_PAGE = 1000;

/** The owner of every object, as listings name it. */
export const OWNER = { ID: '0'.repeat(64), DisplayName: 'local' } as const;

/** The parameters of all listings. */
export interface ListingRequest {
  readonly prefix: string;
  readonly delimiter: string;
  /** The encoding that the client requested, for the response. */
  readonly encodingType: 'url' | undefined;
  /** Encodes keys and prefixes as the client requested. */
  readonly encode: (text: string) => string;
}

/** @throws S3Error `InvalidArgument` */
export function listingRequest({ query }: S3Request): ListingRequest {
  const encodingType = query.get('encoding-type') ?? undefined;
  if (encodingType !== undefined && encodingType !== 'url') {
    throw new S3Error('InvalidArgument', { message: 'Invalid Encoding Method specified in Request' });
  }
  return {
    prefix: query.get('prefix') ?? '',
    delimiter: query.get('delimiter') ?? '',
    encodingType,
    encode: encodingType ? (text) => uriEncode(text, { keepSlashes: true }) : (text) => text,
  };
}

/** The maximum number of entries of a page: the requested number, at most 1,000. @throws S3Error `InvalidArgument` */
export function pageSize({ query }: S3Request, parameter: string): number {
  const text = query.get(parameter);
  if (text === null || text === '') return MAX_PER_PAGE;
  if (!/^\d{1,10}$/.test(text)) {
    throw new S3Error('InvalidArgument', {
      message: `Provided ${parameter} not an integer or within integer range`,
      details: { ArgumentName: parameter, ArgumentValue: text },
    });
  }
  return Math.min(Number(text), MAX_PER_PAGE);
}
