import { createHash } from 'node:crypto';
import { DarkroomError } from '../errors';
import type { ImageRecord } from '../image-record';
import { parsedJson } from '../parsed-json';
import type { ImageFilter, ImagePage } from '../ports';

/** Not a cursor of this listing. */
export class InvalidCursorError extends DarkroomError {
  override readonly name = 'InvalidCursorError';
  readonly code = 'INVALID_CURSOR';
  readonly retryable = false;
}

export type Position = Pick<ImageRecord, 'imageId' | 'timestamp'>;

/**
 * A cursor says where a page of one listing ended, and nothing else: `[listing, imageId, timestamp]`.
 *
 * It is not signed, so that no secret has to be kept and rotated, and does not need to be. Which listing is
 * read is always taken from the request's own filter, never from the cursor, so the worst that a forged one
 * can do is to start the caller's own listing somewhere else. The fingerprint of the filter only turns a
 * cursor used with another filter into an error instead of a page of nonsense.
 */
export function encodeCursor(filter: ImageFilter, { imageId, timestamp }: Position): string {
  return cursorOf([fingerprint(filter), imageId, timestamp]);
}

/**
 * Where to go on, as the catalog wants it.
 * @throws InvalidCursorError
 */
export function decodeCursor(filter: ImageFilter, cursor: string): NonNullable<ImagePage['next']> {
  const { listing, imageId, timestamp } = readCursor(cursor);
  if (listing !== fingerprint(filter)) {
    throw new InvalidCursorError(
      'cursor belongs to a listing with another filter. Repeat the filter that it was answered to, or start without a cursor.',
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
    'cursor is not one that was answered. Give next_cursor of the page before unchanged, or none.',
  );
}

export const cursorOf = (fields: readonly unknown[]): string =>
  Buffer.from(JSON.stringify(fields)).toString('base64url');

/** The fields of a cursor; none if it is not one. */
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
