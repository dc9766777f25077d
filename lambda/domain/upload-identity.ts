import { unquoted } from './e-tag';
import type { UploadEvent, UploadRef } from './upload';

type Version = Pick<UploadRef, 'versionId'>;
type Named = Pick<UploadRef, 'versionId' | 'eTag'> & { readonly uploadId?: string };

/**
 * The version id of an object, or undefined if it has none of its own. S3 uses `null` for the object without a version:
 * one stored while versioning was off or suspended.
 */
export const ownVersionOf = ({ versionId }: Version): string | undefined =>
  versionId === 'null' ? undefined : versionId || undefined;

/**
 * Identifies the content of an object: its version id, otherwise its ETag. Without versions two uploads can share it;
 * use `identityOf` to distinguish uploads.
 */
export const versionSegmentOf = ({ versionId, eTag }: Pick<UploadRef, 'versionId' | 'eTag'>): string =>
  safeSegment(ownVersionOf({ ...(versionId && { versionId }) }) || unquoted(eTag) || 'unversioned');

/**
 * The id of an upload without a version: its ETag, and the sequencer of its event, or its time if the event is unknown.
 * The ETag alone is not enough, because the same file can be uploaded again. Undefined for an upload with a version.
 */
export function uploadIdOf(event: UploadEvent): string | undefined {
  if (ownVersionOf(event)) return undefined;
  return safeSegment(`${unquoted(event.eTag) || 'unversioned'}-${event.sequencer ?? event.eventTime}`);
}

/**
 * The identity of an upload, which its record, its claim and the folder of its previews share. Records that were
 * written before `uploadId` existed have the ETag alone.
 */
export const identityOf = (row: Named): string =>
  ownVersionOf(row) ? versionSegmentOf(row) : (row.uploadId ?? versionSegmentOf(row));

/** Whether two references mean the same object: by version id, otherwise by ETag. */
export const isSameObject = (a: Named, b: Named): boolean =>
  ownVersionOf(a) === ownVersionOf(b) && versionSegmentOf(a) === versionSegmentOf(b);

const safeSegment = (text: string): string => text.replaceAll(/[^A-Za-z0-9._-]/g, '_');
