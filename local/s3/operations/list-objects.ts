import { S3Error } from '../errors';
import { storageClassOf } from '../object-description';
import { sendXml } from '../send-response';
import { type ListingEntry, page, walk } from '../store/listing';
import type { XmlElement } from '../xml';
import type { BucketCall } from './call';
import { type ListingRequest, listingRequest, OWNER, pageSize } from './listing-request';
import { isoDate, quoted } from './object-lookup';

interface ListedPage {
  readonly common: XmlElement;
  readonly entries: XmlElement;
  readonly count: number;
  /** The entry after which the next page continues; `undefined` on the last page. */
  readonly last: string | undefined;
}

export function listObjectsV2(call: BucketCall): void {
  const { query } = call.request;
  const listing = listingRequest(call.request);
  const token = query.get('continuation-token') ?? undefined;
  const startAfter = query.get('start-after') ?? undefined;
  const after = token === undefined ? (startAfter ?? '') : readToken(token);
  const listed = list(call, listing, after, query.get('fetch-owner') === 'true');
  sendXml(call.response, 'ListBucketResult', {
    ...listed.common,
    KeyCount: listed.count,
    ContinuationToken: token,
    NextContinuationToken: listed.last === undefined ? undefined : writeToken(listed.last),
    StartAfter: startAfter === undefined ? undefined : listing.encode(startAfter),
    ...listed.entries,
  });
}

export function listObjectsV1(call: BucketCall): void {
  const listing = listingRequest(call.request);
  const marker = call.request.query.get('marker') ?? '';
  const listed = list(call, listing, marker, true);
  sendXml(call.response, 'ListBucketResult', {
    ...listed.common,
    Marker: listing.encode(marker),
    NextMarker: listed.last === undefined ? undefined : listing.encode(listed.last),
    ...listed.entries,
  });
}

function list(call: BucketCall, listing: ListingRequest, after: string, withOwner: boolean): ListedPage {
  const { request, store, bucket } = call;
  const { prefix, delimiter, encodingType, encode } = listing;
  const maxKeys = pageSize(request, 'max-keys');
  const visible = (key: string): boolean => store.current(bucket, key) !== undefined;
  const { entries, truncated } = page(walk(bucket.keys, { prefix, delimiter, after }, visible), maxKeys);
  return {
    common: {
      Name: bucket.record.name,
      Prefix: encode(prefix),
      Delimiter: delimiter === '' ? undefined : encode(delimiter),
      MaxKeys: maxKeys,
      EncodingType: encodingType,
      IsTruncated: truncated,
    },
    entries: {
      Contents: entries.flatMap((entry) => contentOf(call, entry, encode, withOwner)),
      CommonPrefixes: entries.flatMap(({ kind, key }) =>
        kind === 'common-prefix' ? [{ Prefix: encode(key) }] : [],
      ),
    },
    count: entries.length,
    last: truncated ? entries.at(-1)?.key : undefined,
  };
}

function contentOf(
  { store, bucket }: BucketCall,
  { kind, key }: ListingEntry,
  encode: ListingRequest['encode'],
  withOwner: boolean,
): XmlElement[] {
  const version = kind === 'key' ? store.current(bucket, key) : undefined;
  if (!version) return [];
  return [
    {
      Key: encode(key),
      LastModified: isoDate(version.lastModified),
      ETag: quoted(version.eTag),
      Size: version.size,
      StorageClass: storageClassOf(version),
      Owner: withOwner ? OWNER : undefined,
    },
  ];
}

const writeToken = (key: string): string => Buffer.from(`after:${key}`, 'utf8').toString('base64url');

function readToken(token: string): string {
  const text = Buffer.from(token, 'base64url').toString('utf8');
  if (text.startsWith('after:')) return text.slice('after:'.length);
  throw new S3Error('InvalidArgument', { message: 'The continuation token provided is incorrect' });
}
