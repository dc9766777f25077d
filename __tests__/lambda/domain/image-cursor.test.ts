import fc from 'fast-check';
import { decodeCursor, encodeCursor, InvalidCursorError } from '../../../lambda/domain/listing/image-cursor';
import type { ImageFilter } from '../../../lambda/domain/ports';

const IMAGE_ID = '0b1d6c7a5e4f48d2a3c9e1f0726b8d54';
const ALICE: ImageFilter = { by: 'user', userId: 'alice' };

it.each<[ImageFilter, object]>([
  [ALICE, { userId: 'alice' }],
  [{ by: 'status', status: 'FAILED' }, { processingStatus: 'FAILED' }],
  [{ by: 'date', date: '2026-06-21' }, { uploadDate: '2026-06-21' }],
])('leads back to its position in its own listing: %j', (filter, field) => {
  const cursor = encodeCursor(filter, { imageId: IMAGE_ID, timestamp: 7 });
  expect(cursor).toMatch(/^[A-Za-z0-9_-]+$/);
  expect(decodeCursor(filter, cursor)).toEqual({ imageId: IMAGE_ID, timestamp: 7, ...field });
});

it('holds nothing but the position and a fingerprint of the listing', () => {
  const cursor = encodeCursor(ALICE, { imageId: IMAGE_ID, timestamp: 7 });
  expect(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'))).toEqual([
    expect.stringMatching(/^[0-9a-f]{8}$/),
    IMAGE_ID,
    7,
  ]);
});

it('is valid for no other listing, not even of the same value', () => {
  const cursor = encodeCursor({ by: 'user', userId: 'FAILED' }, { imageId: IMAGE_ID, timestamp: 7 });
  expect(() => decodeCursor({ by: 'status', status: 'FAILED' }, cursor)).toThrow(/another filter/);
});

const encoded = (fields: unknown): string => Buffer.from(JSON.stringify(fields)).toString('base64url');

it.each([
  ['nothing', ''],
  ['no base64', '🏖'],
  ['no JSON', Buffer.from('[1').toString('base64url')],
  ['no list', encoded({ imageId: IMAGE_ID, timestamp: 7 })],
  ['a list too long', encoded(['x', IMAGE_ID, 7, 8])],
  ['another id', encoded(['x', '../etc/passwd', 7])],
  ['a fraction of a time', encoded(['x', IMAGE_ID, 7.5])],
  ['a time before all', encoded(['x', IMAGE_ID, -1])],
  ['a key of the table', encoded(['x', { S: IMAGE_ID }, 7])],
])('is refused when it holds %s', (_, cursor) => {
  expect(() => decodeCursor(ALICE, cursor)).toThrow(InvalidCursorError);
});

it('reads nothing but the listing of the filter, whatever a cursor says', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.json().map((json) => Buffer.from(json).toString('base64url')),
      ),
      (cursor) => {
        try {
          expect(decodeCursor(ALICE, cursor)).toMatchObject({ userId: 'alice' });
        } catch (error) {
          expect(error).toBeInstanceOf(InvalidCursorError);
        }
      },
    ),
  );
});
