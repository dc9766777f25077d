import { DAY_MS } from '../../lambda/domain/days';
import type { ClaimedRecord } from '../../lambda/domain/ports';
import { isSameObject, ownVersionOf } from '../../lambda/domain/upload-identity';
import type { Settings } from '../../stacks/settings';
import type { SourceObject } from './source-objects';

/** Whether an image's newest record belongs to its current original. */
export function isRecorded([newest]: readonly ClaimedRecord[], object: SourceObject): boolean {
  if (!newest || newest.processingStatus === 'DELETED') return false;
  if (object.versionId !== undefined) return isSameObject(newest, object);
  // Without its version id, an object is identified by its ETag and the second of its upload.
  const isSameSecond = Math.floor(newest.timestamp / 1000) === Math.floor(object.lastModified / 1000);
  return newest.eTag === object.eTag && (ownVersionOf(newest) === undefined || isSameSecond);
}

/** Whether an original has no record because the record has expired. */
export const isRecordExpired = (
  rows: readonly ClaimedRecord[],
  { lastModified }: SourceObject,
  { now, recordLifeMs = Number.POSITIVE_INFINITY }: { readonly now: number; readonly recordLifeMs?: number },
): boolean => rows.length === 0 && now - lastModified >= recordLifeMs;

/** Milliseconds after which records expire; infinite without `METADATA_RETENTION_DAYS`. */
export const recordLifeOf = ({ METADATA_RETENTION_DAYS: days }: Settings): number =>
  days ? days * DAY_MS : Number.POSITIVE_INFINITY;
