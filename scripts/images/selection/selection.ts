import { type ImageRecord, userIdOf } from '../../../lambda/domain/image-record';
import { UPLOADS_PREFIX } from '../../../lambda/domain/upload';
import type { SourceObject } from '../../connection/source-objects';

/** The states in which an image can be processed again. */
export const SELECTABLE = ['COMPLETED', 'FAILED', 'UNRECORDED', 'EXPIRED'] as const;
export type Selectable = (typeof SELECTABLE)[number];

/** The images that a command applies to. */
export interface Selection {
  /**
   * `COMPLETED`: the previews were made with another recipe. `FAILED`: with any recipe. `UNRECORDED`: an
   * original without a record. `EXPIRED`: its previews have expired.
   */
  readonly statuses: readonly Selectable[];
  /** Only keys with this prefix. */
  readonly prefix: string;
  readonly user?: string;
  /** Epoch milliseconds: only images uploaded at or after this time. */
  readonly since?: number;
}

export const EVERYTHING_OUTDATED: Selection = {
  statuses: ['COMPLETED', 'UNRECORDED'],
  prefix: UPLOADS_PREFIX,
};

/** The status in the table of the records with a selected status. */
export const recordedStatus = (status: Exclude<Selectable, 'UNRECORDED'>): 'COMPLETED' | 'FAILED' =>
  status === 'FAILED' ? 'FAILED' : 'COMPLETED';

/** Whether an index row may belong to a selected image, before the image itself is read. */
export function admitsRecord(selection: Selection, row: ImageRecord, recipeId: string): boolean {
  const { prefix, user, since = 0, statuses } = selection;
  const isOutdated = row.processingStatus === 'COMPLETED' && row.recipe !== recipeId;
  const isCandidate =
    (statuses.includes('FAILED') && row.processingStatus === 'FAILED') ||
    (statuses.includes('COMPLETED') && isOutdated) ||
    (statuses.includes('EXPIRED') && row.processingStatus === 'COMPLETED');
  return (
    isCandidate &&
    row.key.startsWith(prefix) &&
    (user === undefined || row.userId === user) &&
    row.timestamp >= since
  );
}

/** Whether an original without a record is selected. Its folder names the user. */
export function admitsOriginal({ user, since = 0 }: Selection, object: SourceObject): boolean {
  return (user === undefined || userIdOf(object.key) === user) && object.lastModified >= since;
}
