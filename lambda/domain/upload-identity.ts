import type { UploadEvent, UploadRef } from './upload';

type Version = Pick<UploadRef, 'versionId'>;
type Named = Pick<UploadRef, 'versionId' | 'eTag'> & { readonly uploadId?: string };

/**
 * The version id of an object, when it has one of its own. `null` is S3's name for the object that a bucket
 * keeps without versions: a bucket that never was versioned, that is suspended, or from before versioning.
 */
export const ownVersionOf = ({ versionId }: Version): string | undefined =>
  versionId === 'null' ? undefined : versionId || undefined;

/**
 * What S3 says of an object's content: its versionId, else its ETag. It names one upload only in a bucket with
 * versions; use `identityOf` to tell uploads apart.
 */
export const versionSegmentOf = ({ versionId, eTag }: Pick<UploadRef, 'versionId' | 'eTag'>): string =>
  safeSegment(ownVersionOf({ ...(versionId && { versionId }) }) || unquoted(eTag) || 'unversioned');

/**
 * The name of an upload to which S3 gave no version: its ETag, and the sequencer of its event, or its time where
 * nobody knows the event. The ETag alone is no identity: the same file can be uploaded again.
 */
export function uploadIdOf(event: UploadEvent): string | undefined {
  if (ownVersionOf(event)) return undefined;
  return safeSegment(`${unquoted(event.eTag) || 'unversioned'}-${event.sequencer ?? event.eventTime}`);
}

/**
 * The one identity of an upload: of its record, its claim, and the folder of its previews. Records from before
 * `uploadId` have the ETag alone.
 */
export const identityOf = (row: Named): string =>
  ownVersionOf(row) ? versionSegmentOf(row) : (row.uploadId ?? versionSegmentOf(row));

/** Whether two references mean the same object, as far as S3 tells about an object: by version, else by ETag. */
export const isSameObject = (a: Named, b: Named): boolean =>
  ownVersionOf(a) === ownVersionOf(b) && versionSegmentOf(a) === versionSegmentOf(b);

const unquoted = (eTag: string | undefined): string | undefined => eTag?.replaceAll('"', '');

const safeSegment = (text: string): string => text.replaceAll(/[^A-Za-z0-9._-]/g, '_');
