import { hasName } from '../file-name';
import { type ImageRecord, PROCESSING_STATUSES } from '../image-record';
import type { ImageCatalog, ImageFilter } from '../ports';
import { cursorOf, fieldsOfCursor, fingerprintOf, InvalidCursorError, isPosition } from './image-cursor';
import type { ImageListing } from './list-images';
import { MergedRows, type Place } from './merged-rows';

/** Rows that one page reads, which takes a second at most. No index contains names, so each row must be read. */
export const MAX_ROWS_READ = 1_000;

export interface ImageSearch {
  /** Part of the file name; case does not matter. */
  readonly name: string;
  /** @default all versions */
  readonly filter?: ImageFilter;
}

/** One page of matches. The last page has no cursor. A page can be empty and still have a cursor. */
export interface FoundImages extends ImageListing {
  readonly rowsRead: number;
}

interface PageRequest {
  readonly limit: number;
  readonly cursor?: string | undefined;
}

/**
 * Finds the versions with a name, newest first. One page reads about `MAX_ROWS_READ` rows at most.
 * @throws InvalidCursorError when the cursor does not belong to this search
 */
export async function findImages(
  search: ImageSearch,
  { limit, cursor }: PageRequest,
  { catalog }: { readonly catalog: Pick<ImageCatalog, 'list'> },
): Promise<FoundImages> {
  const filters = search.filter ? [search.filter] : EVERY_STATUS;
  const places = cursor === undefined ? [] : placesIn(cursor, search, filters.length);
  const rows = new MergedRows(filters, catalog, places);
  const records: ImageRecord[] = [];
  while (records.length < limit && rows.rowsRead < MAX_ROWS_READ) {
    const row = await rows.take();
    if (row && hasName(row, search.name)) records.push(row);
    if (rows.places.every((place) => place === 'end')) return { records, rowsRead: rows.rowsRead };
  }
  return { records, rowsRead: rows.rowsRead, cursor: cursorAt(rows.places, search) };
}

/** Each version has one status, so these listings have no row in common. */
export const EVERY_STATUS: readonly ImageFilter[] = PROCESSING_STATUSES.map((status) => ({
  by: 'status',
  status,
}));

/** Neither signed nor secret, for the reason that `encodeCursor` gives. */
const cursorAt = (places: readonly Place[], search: ImageSearch): string =>
  cursorOf([
    fingerprint(search),
    ...places.map((place) => (typeof place === 'object' ? [place.imageId, place.timestamp] : place)),
  ]);

function placesIn(cursor: string, search: ImageSearch, count: number): Place[] {
  const [print, ...places] = fieldsOfCursor(cursor);
  const parsed = places.map(placeOf).filter((place) => place !== undefined);
  if (print === fingerprint(search) && places.length === count && parsed.length === count) return parsed;
  throw new InvalidCursorError(
    'cursor does not belong to this search. Pass next_cursor of the previous page unchanged, or none.',
  );
}

function placeOf(field: unknown): Place | undefined {
  if (field === 'start' || field === 'end') return field;
  const [imageId, timestamp] = Array.isArray(field) ? field : [];
  const position = { imageId, timestamp };
  return isPosition(position) ? position : undefined;
}

const fingerprint = ({ name, filter }: ImageSearch): string => fingerprintOf([name, filter]);
