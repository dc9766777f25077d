import { createHash } from 'node:crypto';
import { DarkroomError } from '../errors';
import type { ImageRecord } from '../image-record';
import { parsedJson } from '../parsed-json';
import type { ImageFilter, ImagePage } from '../ports';

/** The cursor does not belong to this listing. */
export class InvalidCursorError extends DarkroomError {
  override readonly name = 'InvalidCursorError';
  readonly code = 'INVALID_CURSOR';
  readonly retryable = false;
}

export type Position = Pick<ImageRecord, 'imageId' | 'timestamp'>;

/**
 * Encodes where a page of a listing ended: base64url of the JSON `[fingerprint of the filter, imageId, timestamp]`.
 *
 * The cursor is not signed, so no secret has to be stored and rotated. The filter of the request, and never the
 * cursor, decides which listing is read. A forged cursor can therefore only start the caller's own listing at another
 * place. The fingerprint turns a cursor that is used with another filter into an error instead of a wrong page.
 */
export function encodeCursor(filter: ImageFilter, { imageId, timestamp }: Position): string {
  return cursorOf([fingerprint(filter), imageId, timestamp]);
}

/**
 * The start of the next page, for `ImageCatalog.list`.
 * @throws InvalidCursorError
 */
export function decodeCursor(filter: ImageFilter, cursor: string): NonNullable<ImagePage['next']> {
  const { listing, imageId, timestamp } = readCursor(cursor);
  if (listing !== fingerprint(filter)) {
    throw new InvalidCursorError(
      'cursor belongs to a listing with another filter. Pass the same filter as for the previous page, or no cursor.',
    );
  }
  return { imageId, timestamp, ...filteredField(filter) };
}

function readCursor(cursor: string): Position & { readonly listing: string } {
  const fields = fieldsOfCursor(cursor);
  const [listing, imageId, timestamp] = fields.length === 3 ? fields : [];
  const position = { imageId, timestamp };
  if (typeof listing === 'string' && isPosition(position)) return { listing, ...position };
  throw new InvalidCursorError(
    'cursor is not valid. Pass next_cursor of the previous page unchanged, or none.',
  );
}

/** Encodes the fields of a cursor: base64url of their JSON. */
export const cursorOf = (fields: readonly unknown[]): string =>
  Buffer.from(JSON.stringify(fields)).toString('base64url');

/** The fields of a cursor; an empty list if the text is not a cursor. */
export function fieldsOfCursor(cursor: string): readonly unknown[] {
  const fields = parsedJson(Buffer.from(cursor, 'base64url').toString('utf8'));
  return Array.isArray(fields) ? fields : [];
}

export const isPosition = (given: { imageId: unknown; timestamp: unknown }): given is Position =>
  typeof given.imageId === 'string' &&
  /^[0-9a-f]{32}$/.test(given.imageId) &&
  Number.isSafeInteger(given.timestamp) &&
  Number(given.timestamp) >= 0;

const fingerprint = (filter: ImageFilter): string => fingerprintOf(filteredField(filter));

export const fingerprintOf = (searched: unknown): string =>
  createHash('sha256').update(JSON.stringify(searched)).digest('hex').slice(0, 8);

/** The one field of the record that all rows of a listing share. */
export function filteredField(filter: ImageFilter): Partial<ImageRecord> | { processingStatus: string } {
  if (filter.by === 'status') return { processingStatus: filter.status };
  return filter.by === 'user' ? { userId: filter.userId } : { uploadDate: filter.date };
}
