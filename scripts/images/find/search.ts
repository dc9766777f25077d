import { hasName } from '../../../lambda/domain/file-name';
import type { ImageRecord, ProcessingStatus } from '../../../lambda/domain/image-record';
import { EVERY_STATUS } from '../../../lambda/domain/listing/find-images';
import { MergedRows } from '../../../lambda/domain/listing/merged-rows';
import type { ImageCatalog, ImageFilter } from '../../../lambda/domain/ports';

/** The conditions of a search. A version has to meet all of them. */
export interface Search {
  /** A part of the file name, in any case. */
  readonly name?: string;
  readonly user?: string;
  readonly statuses?: readonly ProcessingStatus[];
  /** Epoch milliseconds: only versions uploaded or deleted at or after this time. */
  readonly since?: number;
}

/** One version that was read. */
export interface ReadRow {
  readonly row: ImageRecord;
  readonly isFound: boolean;
  /** Number of rows read so far. */
  readonly rowsRead: number;
}

/** Reads the smallest index that contains all matching rows, newest first, until a row is older than `since`. */
export async function* search(
  { since = 0, ...wanted }: Search,
  catalog: Pick<ImageCatalog, 'list'>,
): AsyncGenerator<ReadRow> {
  const rows = new MergedRows(listingsOf(wanted), catalog);
  for (;;) {
    const row = await rows.take();
    if (!row || row.timestamp < since) return;
    yield { row, isFound: isWanted(row, wanted), rowsRead: rows.rowsRead };
  }
}

function listingsOf({ user, statuses }: Search): readonly ImageFilter[] {
  if (user !== undefined) return [{ by: 'user', userId: user }];
  return statuses ? statuses.map((status) => ({ by: 'status', status })) : EVERY_STATUS;
}

const isWanted = (row: ImageRecord, { name, user, statuses }: Search): boolean =>
  (name === undefined || hasName(row, name)) &&
  (user === undefined || row.userId === user) &&
  (statuses?.includes(row.processingStatus) ?? true);
