import {
  getImageQuery,
  imageKey,
  listImagesQuery,
  processRequest,
  uploadRequest,
} from '../../../lambda/image-api/request-schemas';
import { InvalidRequestError, parsed, parsedBody } from '../../../lambda/image-api/validation';

const messageOf = (act: () => unknown): string => {
  try {
    act();
  } catch (error) {
    if (error instanceof InvalidRequestError) return error.message;
    throw error;
  }
  throw new Error('Nothing was rejected.');
};

describe('an image key', () => {
  it.each([
    'uploads/a.jpg',
    'uploads/alice/summer 2026/+ü% 🏖.JPG',
    'uploads/a//b.png',
    'uploads/...',
    `uploads/${'a'.repeat(1016)}`,
  ])('is accepted: %p', (key) => {
    expect(imageKey.parse(key)).toBe(key);
  });

  it.each([
    ['outside uploads/', 'previews/a.webp'],
    ['with a slash before it', '/uploads/a.jpg'],
    ['of another case', 'Uploads/a.jpg'],
    ['the prefix alone', 'uploads/'],
    ['a folder', 'uploads/alice/'],
    ['a way up', 'uploads/../secret.jpg'],
    ['a way up at the end', 'uploads/a/..'],
    ['a segment that goes nowhere', 'uploads/./a.jpg'],
    ['with NUL', 'uploads/a\0.jpg'],
    ['with half a surrogate pair', 'uploads/\ud83c.jpg'],
    ['1,025 bytes of ASCII', `uploads/${'a'.repeat(1017)}`],
    ['more than 1,024 bytes in fewer characters', `uploads/${'🏖'.repeat(255)}`],
    ['empty', ''],
  ])('is rejected when it is %s', (_, key) => {
    expect(imageKey.safeParse(key).success).toBe(false);
  });
});

describe('the message about an invalid request', () => {
  it('has each field, its rule and its value, all at once', () => {
    const given = { file_name: '', content_type: 'image/bmp', size: 1.5, user_id: 'bob\n' };
    expect(messageOf(() => parsed(uploadRequest, given))).toBe(
      'file_name must not be empty, but is "". ' +
        'content_type must be one of image/jpeg, image/png, image/webp, image/avif, image/gif, image/tiff, image/heic, image/heif, but is "image/bmp". ' +
        'size must be a whole number of bytes, but is 1.5. ' +
        'user_id must be 1 to 255 bytes of text without control characters, and without a space at its start or end, but is "bob\\n".',
    );
  });

  it.each([
    ['a missing field', '{}', 'image_key is missing.'],
    ['a field of another type', '{"image_key": 7}', 'image_key must be of type string, but is 7.'],
    [
      'an unknown field',
      '{"image_key": "uploads/a.jpg", "imageKey": 1}',
      '"imageKey" is not a field of this request.',
    ],
    ['a body of another kind', '[]', 'The body must be of type object, but is [].'],
    ['a body that is no JSON', '{"image_key"', 'The body must be JSON.'],
    ['no body', '', 'The body must be JSON.'],
  ])('reports %s', (_, body, message) => {
    expect(messageOf(() => parsedBody(processRequest, body))).toBe(message);
  });

  it('shortens long values, and escapes control characters', () => {
    const message = messageOf(() => parsed(processRequest, { image_key: `\u001b[31m${'x'.repeat(5000)}` }));
    expect(message.length).toBeLessThan(500);
    expect(message).not.toContain('\u001b');
  });
});

describe('query parameters', () => {
  it('have defaults', () => {
    expect(parsed(listImagesQuery, { date: '2026-02-28' })).toEqual({ date: '2026-02-28', limit: 25 });
    expect(parsed(getImageQuery, {})).toEqual({ limit: 25, wait: 0 });
  });

  it.each([
    [{ limit: '0' }, 'limit'],
    [{ limit: '101' }, 'limit'],
    [{ limit: '1e2' }, 'limit'],
    [{ limit: '-1' }, 'limit'],
    [{ date: '2026-02-30' }, 'date'],
    [{ date: 'today' }, 'date'],
    [{ status: 'completed' }, 'status'],
    [{ user_id: '' }, 'user_id'],
    [{ user_id: '\ud800' }, 'user_id'],
    [{ cursor: '' }, 'cursor'],
    [{ cursor: 'a'.repeat(513) }, 'cursor'],
  ])('are rejected by name: %j', (query, name) => {
    expect(messageOf(() => parsed(listImagesQuery, query))).toMatch(new RegExp(`^${name} must`));
  });

  it.each(['True', '1', 'yes', ''])('accept no other history than true or false: %p', (history) => {
    expect(messageOf(() => parsed(getImageQuery, { history }))).toMatch(/^history must be true or false/);
  });
});
