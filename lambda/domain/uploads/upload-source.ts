import { PermanentImageError } from '../errors';
import type { ImageRecord } from '../image-record';
import type { OpenOriginal, OriginalHead } from '../ports';
import type { ProcessingDependencies } from '../processing';
import type { UploadEvent, UploadRef } from '../upload';
import { isSameObject, ownVersionOf } from '../upload-identity';
import { currentOriginal } from '../versions/current-original';

/**
 * How the object of a record is read, given what is current: by its version, or as the one object without a
 * version. Nothing when another object without a version has replaced it.
 */
export function sourceOf(
  { bucket, key, eTag, ...record }: ImageRecord,
  head: OriginalHead,
): UploadRef | undefined {
  const version = ownVersionOf(record);
  const ref = { bucket, key, ...(eTag && { eTag }) };
  if (version) return { ...ref, versionId: version };
  const isReplaced = !ownVersionOf(head) && eTag !== undefined && !isSameObject(head, { eTag });
  if (isReplaced) return undefined;
  // A message that names neither a version nor an ETag is about what is current.
  const isNamed = record.versionId !== undefined || eTag !== undefined;
  return { ...ref, ...(head.versionId && isNamed && { versionId: 'null' }) };
}

/**
 * Whether an upload that names no version is not there, but the current version has the same content: then its sender
 * does not name versions, as some emulators of S3 do not, or the same file was uploaded again.
 */
export const isUnnamedVersion = (record: ImageRecord, head: OriginalHead): boolean =>
  !record.versionId &&
  ownVersionOf(head) !== undefined &&
  record.eTag !== undefined &&
  record.eTag === head.eTag;

/** The sequencer may be that of an earlier upload of the same file. */
export const versionOf = (
  { sequencer: _, ...event }: UploadEvent,
  { versionId }: OriginalHead,
): UploadEvent => ({
  ...event,
  ...(versionId && { versionId }),
});

/** What is current, open to be read if S3 lets us read it. */
export interface CurrentOriginal {
  readonly head: OriginalHead;
  readonly opened?: OpenOriginal;
}

/**
 * Opens the current object, since it is nearly always the one that is to be read. An object that S3 does not describe to
 * us either is taken for what the event says. Reading it tells why.
 */
export async function openCurrent(
  event: UploadEvent,
  { store }: Pick<ProcessingDependencies, 'store'>,
): Promise<CurrentOriginal | undefined> {
  const { bucket, key } = event;
  try {
    const opened = await store.openOriginal({ bucket, key });
    return { head: opened.head, opened };
  } catch (error) {
    if (!(error instanceof PermanentImageError)) throw error;
    if (error.code === 'SOURCE_NOT_FOUND') return undefined;
  }
  const head = await describedOrUnreadable(event, store);
  return head && { head };
}

async function describedOrUnreadable(
  event: UploadEvent,
  store: ProcessingDependencies['store'],
): Promise<OriginalHead | undefined> {
  try {
    return await currentOriginal(event, store);
  } catch (error) {
    if (!(error instanceof PermanentImageError)) throw error;
    return { ...event, size: event.size ?? 0, lastModified: event.eventTime };
  }
}
