import { type ImageRecord, isDeletion, previewsFolderOf } from '../../lambda/domain/image-record';
import type { ClaimedRecord } from '../../lambda/domain/ports';
import { previewKeysOf } from '../../lambda/domain/preview-files';
import { arePreviewsExpired } from '../../lambda/domain/stored-previews';
import { isSameObject, ownVersionOf } from '../../lambda/domain/upload-identity';
import { isRecordExpired, isRecorded } from '../connection/recorded-originals';
import type { SourceObject } from '../connection/source-objects';

/** What reconciling can find of one image. */
export const FINDING_KINDS = [
  /** The current original has no record, or another record stands before it. */
  'unrecorded',
  /** A version below the current original has no record. */
  'version-unrecorded',
  /** A record that is PROCESSING although its attempt is long dead. */
  'stuck',
  /** A COMPLETED record with a preview that is not there. */
  'preview-missing',
  /** A preview that no record names. */
  'preview-orphaned',
  /** A live record although the key has no object. */
  'source-missing',
  /** A record of a version that was removed for good. */
  'version-missing',
] as const;
export type FindingKind = (typeof FINDING_KINDS)[number];

export interface Finding {
  readonly kind: FindingKind;
  readonly imageId: string;
  readonly key?: string;
  /** The record it is about. */
  readonly record?: ImageRecord;
  /** The original it is about. */
  readonly object?: SourceObject;
  /** The previews it is about. */
  readonly previews?: readonly string[];
}

/** Everything stored of one image, in all three places. */
export interface StoredImage {
  readonly imageId: string;
  /** The current original; absent when there is none. */
  readonly object?: SourceObject;
  /** The ETag of each object version that S3 lists, by its id; absent when nobody listed them. */
  readonly versions?: ReadonlyMap<string, string>;
  /** Versions below the current original that no deletion hides. */
  readonly older?: readonly SourceObject[];
  /** Newest event first. */
  readonly rows: readonly ClaimedRecord[];
  readonly previews: readonly string[];
}

export interface Patience {
  /** Epoch milliseconds. */
  readonly now: number;
  /** Milliseconds that an upload may take to get through the queue before it counts as lost. */
  readonly graceMs: number;
  /** Milliseconds after which previews expire; they are not missed then. */
  readonly previewLifeMs: number;
  /** Milliseconds after which records expire; the originals that they were about are not unrecorded then. */
  readonly recordLifeMs?: number;
  /** Whether the bucket may be older than the deployment: then so may be versions without a record. */
  readonly isImported?: boolean;
}

/** Compares what the source bucket, the table and the processed bucket hold of one image. */
export function checkImage(image: StoredImage, patience: Patience): Finding[] {
  return [
    ...unrecorded(image, patience),
    ...unrecordedVersions(image, patience),
    ...stuck(image, patience),
    ...missingPreviews(image, patience),
    ...orphanedPreviews(image, patience),
    ...missingSource(image, patience),
    ...missingVersions(image, patience),
  ];
}

/** Whether the current original has no record, but may still be on its way through the queue. */
export function isTooYoung({ object, rows }: StoredImage, { now, graceMs }: Patience): boolean {
  return object !== undefined && now - object.lastModified < graceMs && !isRecorded(rows, object);
}

function unrecorded(image: StoredImage, patience: Patience): Finding[] {
  const { imageId, object, rows } = image;
  if (!object || isTooYoung(image, patience)) return [];
  if (isRecorded(rows, object) || isRecordExpired(rows, object, patience)) return [];
  return [{ kind: 'unrecorded', imageId, key: object.key, object }];
}

/** What is older than all records of the image in an imported bucket was there before the deployment. */
function unrecordedVersions(image: StoredImage, { now, graceMs, ...patience }: Patience): Finding[] {
  const { imageId, object, older = [], rows } = image;
  if (!object) return [];
  const first = Math.min(...rows.map(({ timestamp }) => timestamp));
  const { recordLifeMs = Number.POSITIVE_INFINITY, isImported = false } = patience;
  return older
    .filter(({ lastModified }) => now - lastModified >= graceMs && now - lastModified < recordLifeMs)
    .filter(({ lastModified }) => !isImported || lastModified >= first)
    .filter((version) => !rows.some((row) => !isDeletion(row) && isSameObject(row, version)))
    .map((version) => ({ kind: 'version-unrecorded', imageId, key: version.key, object: version }));
}

const isDead = (row: ClaimedRecord, { now, graceMs }: Patience): boolean =>
  now - (row.claim?.until ?? row.timestamp) >= graceMs;

function stuck({ imageId, rows }: StoredImage, patience: Patience): Finding[] {
  return rows
    .filter((row) => row.processingStatus === 'PROCESSING' && isDead(row, patience))
    .map((record) => ({ kind: 'stuck', imageId, key: record.key, record }));
}

function missingPreviews({ imageId, rows, previews }: StoredImage, patience: Patience): Finding[] {
  const stored = new Set(previews);
  return rows.flatMap((record): Finding[] => {
    if (record.processingStatus !== 'COMPLETED' || arePreviewsExpired(record, patience)) return [];
    const missing = previewKeysOf(record).filter((key) => !stored.has(key));
    return missing.length > 0
      ? [{ kind: 'preview-missing', imageId, key: record.key, record, previews: missing }]
      : [];
  });
}

/**
 * While a version is processed its previews are not named by any record yet, so its folder is left alone; and so are
 * the previews of an image whose records have expired, which expire by themselves.
 */
function orphanedPreviews(image: StoredImage, patience: Patience): Finding[] {
  const { imageId, object, rows, previews } = image;
  if (object && isRecordExpired(rows, object, patience)) return [];
  const named = new Set(rows.flatMap(previewKeysOf));
  const atWork = rows.filter((row) => row.processingStatus === 'PROCESSING' && !isDead(row, patience));
  const busyFolders = atWork.map(previewsFolderOf);
  const orphans = previews.filter(
    (key) => !named.has(key) && !busyFolders.some((folder) => key.startsWith(folder)),
  );
  const key = rows[0]?.key;
  return orphans.length > 0
    ? [{ kind: 'preview-orphaned', imageId, previews: orphans, ...(key && { key }) }]
    : [];
}

function missingSource({ imageId, object, rows }: StoredImage, { now, graceMs }: Patience): Finding[] {
  const newestLiving = rows.find(({ processingStatus }) => processingStatus !== 'DELETED');
  if (object || !newestLiving || now - newestLiving.timestamp < graceMs) return [];
  return [{ kind: 'source-missing', imageId, key: newestLiving.key, record: newestLiving }];
}

/** Uploads whose object S3 does not list. Those of an image that is gone altogether are `source-missing`. */
function missingVersions({ imageId, object, versions, rows }: StoredImage, patience: Patience): Finding[] {
  if (!versions || !object) return [];
  const isListed = (row: ClaimedRecord): boolean => {
    const version = ownVersionOf(row);
    if (version) return versions.has(version);
    // A row that a deletion turned to DELETED tells of an object without a version that was replaced.
    return row.processingStatus === 'DELETED' || versions.get('null') === row.eTag;
  };
  return rows
    .filter((row) => !isDeletion(row) && !isListed(row) && isDead(row, patience))
    .map((record) => ({ kind: 'version-missing', imageId, key: record.key, record }));
}
