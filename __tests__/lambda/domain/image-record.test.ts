import { createHash } from 'node:crypto';
import { imageIdOf, uploadDateOf, userIdOf, versionSegmentOf } from '../../../lambda/domain/image-record';

describe('an image', () => {
  it('is named by the first 32 hex digits of the sha256 of bucket/key', () => {
    const expected = createHash('sha256').update('photos/uploads/Été.jpg', 'utf8').digest('hex').slice(0, 32);
    expect(imageIdOf('photos', 'uploads/Été.jpg')).toBe(expected);
  });

  it('is dated in UTC', () => {
    expect(uploadDateOf(Date.UTC(2026, 0, 31, 23, 59, 59, 999))).toBe('2026-01-31');
  });
});

describe('the user of an upload', () => {
  it.each([
    ['the user-id of its metadata', 'uploads/user-7/a.jpg', { 'user-id': 'ada' }, 'ada'],
    ['else the folder after uploads/', 'uploads/user-7/2026/a.jpg', {}, 'user-7'],
    ['nobody when there is neither', 'uploads/a.jpg', {}, undefined],
    ['nobody when the folder has no name', 'uploads//a.jpg', {}, undefined],
    ['the folder when the metadata is blank', 'uploads/user-7/a.jpg', { 'user-id': ' ' }, 'user-7'],
  ])('is %s', (_, key, metadata, expected) => {
    expect(userIdOf(key, metadata)).toBe(expected);
  });

  it('is the folder alone where metadata is not trusted', () => {
    expect(userIdOf('uploads/mallory/a.jpg', { 'user-id': 'ada' }, 'folder')).toBe('mallory');
    expect(userIdOf('uploads/a.jpg', { 'user-id': 'ada' }, 'folder')).toBeUndefined();
  });
});

describe('the path segment of a version', () => {
  it('is the versionId, else the ETag without its quotes', () => {
    expect(versionSegmentOf({ versionId: 'abc.D-_1', eTag: '"e"' })).toBe('abc.D-_1');
    expect(versionSegmentOf({ eTag: '"d41d8-2"' })).toBe('d41d8-2');
  });

  it('is the ETag where S3 names the version null, as before versioning was switched on', () => {
    expect(versionSegmentOf({ versionId: 'null', eTag: 'd41d8' })).toBe('d41d8');
  });

  it('cannot leave its folder', () => {
    expect(versionSegmentOf({ versionId: '../../x/y' })).toBe('.._.._x_y');
  });
});
