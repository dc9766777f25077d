import { type ImageRecord, versionSegmentOf } from '../../lambda/domain/image-record';
import type { ClaimedRecord } from '../../lambda/domain/ports';
import { isRecordedIn, type SourceObject } from '../connection/source-objects';

/** Every inconsistency that reconciling can find. */
export type FindingKind =
  /** An original whose current version has no record. */
  | 'unrecorded'
  /** A record that is PROCESSING although its attempt died long ago. */
  | 'stuck'
  /** A COMPLETED record that names a missing preview. */
  | 'preview-missing'
  /** A preview that no record names. */
  | 'preview-orphaned'
  /** A live record of an original that is gone. */
  | 'source-missing';

export interface Finding {
  readonly kind: FindingKind;
  readonly imageId: string;
  readonly key?: string;
  /** The record that is inconsistent. */
  readonly record?: ImageRecord;
  /** The original that is inconsistent. */
  readonly object?: SourceObject;
  /** Keys of the missing or orphaned previews. */
  readonly previews?: readonly string[];
}

/** Everything that bucket, table and processed bucket hold of one image. */
export interface StoredImage {
  readonly imageId: string;
  /** The current original; absent when there is none. */
  readonly object?: SourceObject;
  /** Newest event first. */
  readonly rows: readonly ClaimedRecord[];
  readonly previews: readonly string[];
}

export interface Patience {
  /** Epoch milliseconds. */
  readonly now: number;
  /** Milliseconds that an upload may spend in the queue before it counts as lost. */
  readonly graceMs: number;
  /** Milliseconds after which previews expire; expired ones are not reported as missing. */
  readonly previewLifeMs: number;
}

/** Compares what the source bucket, the table and the processed bucket hold of one image. */
export function checkImage(image: StoredImage, patience: Patience): Finding[] {
  return [
    ...unrecorded(image, patience),
    ...stuck(image, patience),
    ...missingPreviews(image, patience),
    ...orphanedPreviews(image, patience),
    ...missingSource(image, patience),
  ];
}

function unrecorded({ imageId, object, rows }: StoredImage, { now, graceMs }: Patience): Finding[] {
  if (!object || now - object.lastModified < graceMs) return [];
  return isRecordedIn(rows, object) ? [] : [{ kind: 'unrecorded', imageId, key: object.key, object }];
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
    if (record.processingStatus !== 'COMPLETED' || hasExpired(record, patience)) return [];
    const missing = (record.previews ?? []).map(({ key }) => key).filter((key) => !stored.has(key));
    return missing.length > 0
      ? [{ kind: 'preview-missing', imageId, key: record.key, record, previews: missing }]
      : [];
  });
}

const hasExpired = ({ processedAt, timestamp }: ImageRecord, { now, previewLifeMs }: Patience): boolean =>
  now - (processedAt ? Date.parse(processedAt) : timestamp) >= previewLifeMs;

/** No record names the previews of a version that is being processed yet, so its folder is skipped. */
function orphanedPreviews({ imageId, rows, previews }: StoredImage, patience: Patience): Finding[] {
  const named = new Set(rows.flatMap((row) => (row.previews ?? []).map(({ key }) => key)));
  const inProgress = rows.filter((row) => row.processingStatus === 'PROCESSING' && !isDead(row, patience));
  const busyFolders = inProgress.map((row) => `/${imageId}/${versionSegmentOf(row)}/`);
  const orphans = previews.filter(
    (key) => !named.has(key) && !busyFolders.some((folder) => key.includes(folder)),
  );
  const key = rows[0]?.key;
  return orphans.length > 0
    ? [{ kind: 'preview-orphaned', imageId, previews: orphans, ...(key && { key }) }]
    : [];
}

function missingSource({ imageId, object, rows }: StoredImage, { now, graceMs }: Patience): Finding[] {
  const [newest] = rows;
  const isAlive = newest && ['COMPLETED', 'PROCESSING'].includes(newest.processingStatus);
  if (object || !isAlive || now - newest.timestamp < graceMs) return [];
  return [{ kind: 'source-missing', imageId, key: newest.key, record: newest }];
}
