import { PermanentImageError } from '../errors';
import type { ImageRecord } from '../image-record';
import type { OpenOriginal, OriginalHead } from '../ports';
import type { ProcessingDependencies } from '../processing';
import type { UploadEvent, UploadRef } from '../upload';
import { isSameObject, ownVersionOf } from '../upload-identity';
import { currentOriginal } from '../versions/current-original';

/**
 * The reference by which the object of a record is read: its version id, or `null` for an object without a version.
 * Undefined if another object without a version has replaced it.
 * @param head the current object
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
  // A message that names neither a version nor an ETag means the current object.
  const isNamed = record.versionId !== undefined || eTag !== undefined;
  return { ...ref, ...(head.versionId && isNamed && { versionId: 'null' }) };
}

/**
 * Whether the record of a missing object names no version, while the current version has the same content. Either the
 * sender of the event omits versions, as some S3 emulators do, or the same file was uploaded again.
 */
export const isUnnamedVersion = (record: ImageRecord, head: OriginalHead): boolean =>
  !record.versionId &&
  ownVersionOf(head) !== undefined &&
  record.eTag !== undefined &&
  record.eTag === head.eTag;

/** An event about the current version. It has no sequencer, which may be that of an earlier upload of the same file. */
export const versionOf = (
  { sequencer: _, ...event }: UploadEvent,
  { versionId }: OriginalHead,
): UploadEvent => ({
  ...event,
  ...(versionId && { versionId }),
});

/** The current object. `opened` is absent if it cannot be read. */
export interface CurrentOriginal {
  readonly head: OriginalHead;
  readonly opened?: OpenOriginal;
}

/**
 * Opens the current object, which is nearly always the one to process. If S3 refuses to open it, only its head is read.
 * If S3 refuses that too, the event describes the object, and reading it later throws the reason.
 * @returns undefined if the key has no object
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
