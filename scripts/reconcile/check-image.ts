import { type ImageRecord, isDeletion, previewsFolderOf } from '../../lambda/domain/image-record';
import type { ClaimedRecord } from '../../lambda/domain/ports';
import { previewKeysOf } from '../../lambda/domain/previews/preview-files';
import { arePreviewsExpired } from '../../lambda/domain/previews/stored-previews';
import { isSameObject, ownVersionOf } from '../../lambda/domain/upload-identity';
import { isRecordExpired, isRecorded } from '../connection/recorded-originals';
import type { SourceObject } from '../connection/source-objects';

/** The kinds of findings about one image. */
export const FINDING_KINDS = [
  /** The current original has no record, or its record is not the newest. */
  'unrecorded',
  /** A version below the current original has no record. */
  'version-unrecorded',
  /** A record is PROCESSING although its attempt has ended. */
  'stuck',
  /** A preview of a COMPLETED record does not exist. */
  'preview-missing',
  /** No record lists a preview. */
  'preview-orphaned',
  /** There is a live record, but no object. */
  'source-missing',
  /** The version of a record was permanently removed. */
  'version-missing',
] as const;
export type FindingKind = (typeof FINDING_KINDS)[number];

export interface Finding {
  readonly kind: FindingKind;
  readonly imageId: string;
  readonly key?: string;
  /** The affected record. */
  readonly record?: ImageRecord;
  /** The affected original. */
  readonly object?: SourceObject;
  /** The keys of the affected previews. */
  readonly previews?: readonly string[];
}

/** Everything stored of one image in the two buckets and the table. */
export interface StoredImage {
  readonly imageId: string;
  /** The current original; absent when there is none. */
  readonly object?: SourceObject;
  /** The ETag of each object version by its id. Absent if they were not listed. */
  readonly versions?: ReadonlyMap<string, string>;
  /** Versions below the current original that no delete marker hides. */
  readonly older?: readonly SourceObject[];
  /** Newest event first. */
  readonly rows: readonly ClaimedRecord[];
  readonly previews: readonly string[];
}

export interface Patience {
  /** Epoch milliseconds. */
  readonly now: number;
  /** Milliseconds that an upload may stay in the queue before it counts as lost. */
  readonly graceMs: number;
  /** Milliseconds after which previews expire. Expired previews are not a finding. */
  readonly previewLifeMs: number;
  /** Milliseconds after which records expire. Their originals do not count as unrecorded. */
  readonly recordLifeMs?: number;
  /** Whether the bucket, and versions without a record, may be older than the deployment. */
  readonly isImported?: boolean;
}

/** Compares the source bucket, the table and the processed bucket for one image. */
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

/** Whether the current original has no record, but may still be in the queue. */
export function isTooYoung({ object, rows }: StoredImage, { now, graceMs }: Patience): boolean {
  return object !== undefined && now - object.lastModified < graceMs && !isRecorded(rows, object);
}

function unrecorded(image: StoredImage, patience: Patience): Finding[] {
  const { imageId, object, rows } = image;
  if (!object || isTooYoung(image, patience)) return [];
  if (isRecorded(rows, object) || isRecordExpired(rows, object, patience)) return [];
  return [{ kind: 'unrecorded', imageId, key: object.key, object }];
}

/** In an imported bucket, versions older than all records of the image are older than the deployment. */
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
 * Skips the folder of a version that is being processed, whose previews are not in a record yet. Also skips images whose
 * records have expired, because their previews expire as well.
 */
function orphanedPreviews(image: StoredImage, patience: Patience): Finding[] {
  const { imageId, object, rows, previews } = image;
  if (object && isRecordExpired(rows, object, patience)) return [];
  const listed = new Set(rows.flatMap(previewKeysOf));
  const inProgress = rows.filter((row) => row.processingStatus === 'PROCESSING' && !isDead(row, patience));
  const busyFolders = inProgress.map(previewsFolderOf);
  const orphans = previews.filter(
    (key) => !listed.has(key) && !busyFolders.some((folder) => key.startsWith(folder)),
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

/** Records whose object version S3 does not list. If the whole image is gone, the finding is `source-missing`. */
function missingVersions({ imageId, object, versions, rows }: StoredImage, patience: Patience): Finding[] {
  if (!versions || !object) return [];
  const isListed = (row: ClaimedRecord): boolean => {
    const version = ownVersionOf(row);
    if (version) return versions.has(version);
    // A row without a version that a deletion marked as DELETED belongs to a replaced object.
    return row.processingStatus === 'DELETED' || versions.get('null') === row.eTag;
  };
  return rows
    .filter((row) => !isDeletion(row) && !isListed(row) && isDead(row, patience))
    .map((record) => ({ kind: 'version-missing', imageId, key: record.key, record }));
}
