import type { ImageRecord } from '../image-record';
import type { ImageCatalog, ImageFilter } from '../ports';
import { decodeCursor, encodeCursor } from './image-cursor';

export interface ImageListing {
  /** Newest first. */
  readonly records: readonly ImageRecord[];
  /** Absent on the last page. */
  readonly cursor?: string;
}

/**
 * One page of the versions that match a filter, newest first.
 * @throws InvalidCursorError when the cursor does not belong to this listing
 */
export async function listImages(
  filter: ImageFilter,
  { limit, cursor }: { readonly limit: number; readonly cursor?: string | undefined },
  { catalog }: { readonly catalog: Pick<ImageCatalog, 'list'> },
): Promise<ImageListing> {
  const from = cursor === undefined ? undefined : decodeCursor(filter, cursor);
  const { records, next } = await catalog.list(filter, limit, from);
  const last = records.at(-1);
  return { records, ...(next && last && { cursor: encodeCursor(filter, last) }) };
}
