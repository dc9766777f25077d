import { type ImageRecord, userIdOf } from '../../../lambda/domain/image-record';
import { UPLOADS_PREFIX } from '../../../lambda/domain/upload';
import type { SourceObject } from '../../connection/source-objects';

/** What of an image makes it a candidate for being made again. */
export const SELECTABLE = ['COMPLETED', 'FAILED', 'UNRECORDED'] as const;
export type Selectable = (typeof SELECTABLE)[number];

/** Which images a command is about. */
export interface Selection {
  /**
   * `COMPLETED`: the previews were made with another recipe. `FAILED`: whichever recipe it failed with.
   * `UNRECORDED`: an original that no record knows.
   */
  readonly statuses: readonly Selectable[];
  /** Keys that begin so. */
  readonly prefix: string;
  readonly user?: string;
  /** Epoch milliseconds: uploaded then or later. */
  readonly since?: number;
}

export const EVERYTHING_OUTDATED: Selection = {
  statuses: ['COMPLETED', 'UNRECORDED'],
  prefix: UPLOADS_PREFIX,
};

/** Whether an index row may be of a selected image, before anything else of the image is read. */
export function admitsRecord(selection: Selection, row: ImageRecord, recipeId: string): boolean {
  const { prefix, user, since = 0, statuses } = selection;
  const isOutdated = row.processingStatus === 'COMPLETED' && row.recipe !== recipeId;
  const isCandidate = isOutdated || row.processingStatus === 'FAILED';
  return (
    isCandidate &&
    statuses.some((status) => status === row.processingStatus) &&
    row.key.startsWith(prefix) &&
    (user === undefined || row.userId === user) &&
    row.timestamp >= since
  );
}

/** The same of an original. Without a record, only its folder can tell whose it is. */
export function admitsOriginal({ user, since = 0 }: Selection, object: SourceObject): boolean {
  return (user === undefined || userIdOf(object.key) === user) && object.lastModified >= since;
}
