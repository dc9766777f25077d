import { type ImageRecord, isDeletion } from '../../lambda/domain/image-record';
import { isSameObject } from '../../lambda/domain/upload-identity';
import type { eTagsOf } from './two-photos';

/** A version or a delete marker of a key. A marker has no ETag. */
export interface HeldVersion {
  readonly versionId: string;
  readonly eTag?: string;
}

/** An object of a key. */
interface HeldObject extends HeldVersion {
  readonly eTag: string;
}

/** The bucket's versions of one key, and the records and previews of them. */
export interface KeyState {
  /** Newest first. */
  readonly versions: readonly HeldVersion[];
  /** Newest first. */
  readonly rows: readonly ImageRecord[];
  /** Keys of the previews that are stored. */
  readonly previews: readonly string[];
}

/** The differences of records and previews from the bucket. */
export function stateDifferences(
  { versions, rows, previews }: KeyState,
  eTags: ReturnType<typeof eTagsOf>,
): string[] {
  const [newest] = rows;
  const current = currentOf(versions);
  const completed = rows.filter(({ processingStatus }) => processingStatus === 'COMPLETED');
  const named = completed.flatMap((row) => (row.previews ?? []).map(({ key }) => key));
  return reasons({
    'the current object is not the newest record': !!current && !isState(newest, current),
    'the newest record is of another photo':
      !!current && newest?.processingStatus === 'COMPLETED' && !hasColourOf(newest, current.eTag === eTags.A),
    'the image is gone, and its newest record lives': !current && isLiving(newest),
    'the image is gone, and a record is COMPLETED': !current && completed.length > 0,
    'a record is of an object that is gone': completed.some(
      (row) => !versions.some((version) => version.eTag && isSameObject(row, version)),
    ),
    'a version that is kept has no record': olderIn(versions).some(
      (version) => !rows.some((row) => !isDeletion(row) && isSameObject(row, version)),
    ),
    'previews and records differ': differ(named, previews),
  });
}

export function currentOf([newest]: readonly HeldVersion[]): HeldObject | undefined {
  return newest?.eTag ? { versionId: newest.versionId, eTag: newest.eTag } : undefined;
}

/** The versions below the current object and above the newest delete marker. */
export function olderIn<Version extends HeldVersion>(versions: readonly Version[]): Version[] {
  const marker = versions.findIndex(({ eTag }) => !eTag);
  return versions.slice(1, marker < 0 ? undefined : marker).filter(({ versionId }) => versionId !== 'null');
}

/** The sentences that are true. */
export const reasons = (claims: Readonly<Record<string, boolean>>): string[] =>
  Object.entries(claims).flatMap(([reason, isTrue]) => (isTrue ? [reason] : []));

const hasColourOf = ({ dominantColor = '' }: ImageRecord, isA: boolean): boolean =>
  isA ? dominantColor.startsWith('#d') : dominantColor.endsWith('dc');

const isLiving = (row: ImageRecord | undefined): boolean =>
  row !== undefined && row.processingStatus !== 'DELETED';

const isState = (row: ImageRecord | undefined, current: HeldObject): boolean =>
  row?.processingStatus === 'COMPLETED' && isSameObject(row, current);

const differ = (some: readonly string[], others: readonly string[]): boolean =>
  some.toSorted().join() !== others.toSorted().join();
