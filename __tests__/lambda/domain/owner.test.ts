import fc from 'fast-check';
import { folderOfOwner, isOwner, MAX_OWNER_BYTES, ownerOfFolder } from '../../../lambda/domain/owner';

const anyOwner = fc.string({ unit: 'grapheme', maxLength: 60 }).filter(isOwner);

describe('an owner', () => {
  it.each(['alice', 'auth0|5f7c', 'a+b@example.com', '山田太郎', 'Ann Smith', '..', 'a/b', 'x'.repeat(255)])(
    'can be %p',
    (text) => {
      expect(isOwner(text)).toBe(true);
    },
  );

  it.each(['', ' alice', 'alice ', 'a\nb', '\0', '\ud800', 'x'.repeat(256), '山'.repeat(86)])(
    'cannot be %p',
    (text) => {
      expect(isOwner(text)).toBe(false);
    },
  );
});

describe('the folder of an owner', () => {
  it.each(['alice', 'ann@example.com', 'eu-west-1:6f0e', 'A.b_c-9'])('is the name itself: %s', (owner) => {
    expect(folderOfOwner(owner)).toBe(owner);
  });

  it('is safe in a key, a URL path and a shell, fits in a key, and is of this owner alone', () => {
    fc.assert(
      fc.property(anyOwner, (owner) => {
        const folder = folderOfOwner(owner);
        expect(folder).toMatch(/^[A-Za-z0-9=][A-Za-z0-9._@:=-]*$/);
        expect(folder.length).toBeLessThanOrEqual(3 * MAX_OWNER_BYTES);
        expect(ownerOfFolder(folder)).toBe(owner);
      }),
    );
  });

  it.each(['a=b', 'a=7cb', 'a=FFb', 'a=61', 'a=0Ab', '写真', 'summer 2026', '=2E=2E'])(
    'names its owner literally when the API did not make it: %s',
    (folder) => {
      expect(ownerOfFolder(folder)).toBe(folder);
    },
  );
});
