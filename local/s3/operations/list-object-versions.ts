import { S3Error } from '../errors';
import { storageClassOf } from '../object-description';
import { sendXml } from '../send-response';
import { page, walk } from '../store/listing';
import type { StoredVersion } from '../stored-object';
import type { XmlElement } from '../xml';
import type { BucketCall } from './call';
import { type ListingRequest, listingRequest, OWNER, pageSize } from './listing-request';
import { isoDate, quoted } from './object-lookup';

type VersionEntry =
  | { readonly kind: 'common-prefix'; readonly key: string }
  | {
      readonly kind: 'version';
      readonly key: string;
      readonly version: StoredVersion;
      readonly isLatest: boolean;
    };

export function listObjectVersions(call: BucketCall): void {
  const { request, response, bucket } = call;
  const listing = listingRequest(request);
  const { prefix, delimiter, encodingType, encode } = listing;
  const maxKeys = pageSize(request, 'max-keys');
  const keyMarker = request.query.get('key-marker') ?? '';
  const versionMarker = request.query.get('version-id-marker') || undefined;
  if (versionMarker !== undefined && keyMarker === '') {
    throw new S3Error('InvalidArgument', {
      message: 'A version-id marker cannot be specified without a key marker.',
    });
  }
  const { entries, truncated } = page(walkVersions(call, listing, keyMarker, versionMarker), maxKeys);
  const last = truncated ? entries.at(-1) : undefined;
  sendXml(response, 'ListVersionsResult', {
    Name: bucket.record.name,
    Prefix: encode(prefix),
    KeyMarker: encode(keyMarker),
    VersionIdMarker: versionMarker ?? '',
    NextKeyMarker: last && encode(last.key),
    NextVersionIdMarker: last?.kind === 'version' ? last.version.versionId : undefined,
    Delimiter: delimiter === '' ? undefined : encode(delimiter),
    MaxKeys: maxKeys,
    EncodingType: encodingType,
    IsTruncated: truncated,
    Version: elements(entries, 'object', encode),
    DeleteMarker: elements(entries, 'delete-marker', encode),
    CommonPrefixes: entries.flatMap(({ kind, key }) => (kind === 'version' ? [] : [{ Prefix: encode(key) }])),
  });
}

/** All versions in order: keys ascending, the versions of one key newest first. */
function* walkVersions(
  { bucket }: BucketCall,
  { prefix, delimiter }: ListingRequest,
  keyMarker: string,
  versionMarker: string | undefined,
): Generator<VersionEntry> {
  const versionsOf = (key: string): readonly StoredVersion[] => bucket.versions.get(key) ?? [];
  if (versionMarker !== undefined && keyMarker.startsWith(prefix)) {
    const versions = versionsOf(keyMarker);
    const seen = versions.findIndex(({ versionId }) => versionId === versionMarker);
    if (seen >= 0) yield* entriesOf(keyMarker, versions, seen + 1);
  }
  for (const entry of walk(bucket.keys, { prefix, delimiter, after: keyMarker }, () => true)) {
    if (entry.kind === 'key') yield* entriesOf(entry.key, versionsOf(entry.key), 0);
    else yield { kind: 'common-prefix', key: entry.key };
  }
}

const entriesOf = (key: string, versions: readonly StoredVersion[], from: number): VersionEntry[] =>
  versions
    .map((version, index): VersionEntry => ({ kind: 'version', key, version, isLatest: index === 0 }))
    .slice(from);

function elements(
  entries: readonly VersionEntry[],
  kind: StoredVersion['kind'],
  encode: ListingRequest['encode'],
): XmlElement[] {
  return entries.flatMap((entry) => {
    if (entry.kind !== 'version' || entry.version.kind !== kind) return [];
    const { key, version, isLatest } = entry;
    const stored = version.kind === 'object' && {
      ETag: quoted(version.eTag),
      Size: version.size,
      StorageClass: storageClassOf(version),
    };
    return [
      {
        Key: encode(key),
        VersionId: version.versionId,
        IsLatest: isLatest,
        LastModified: isoDate(version.lastModified),
        ...stored,
        Owner: OWNER,
      },
    ];
  });
}
