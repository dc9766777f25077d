import { KeyVersions } from '../../../scripts/chaos/key-versions';

const upload = (name: string, versionId?: string) => ({
  key: 'uploads/a.jpg',
  eTag: name,
  expected: { status: 'FAILED', code: 'EMPTY_OBJECT' } as const,
  ...(versionId && { versionId }),
});

/** What became of each upload, in order. */
const fates = ({ made }: KeyVersions): string[] => made.map(({ fate }) => fate);

describe('the fates of the uploads of a key', () => {
  it('follow the versions: kept below another, and current again when that one is removed', () => {
    const key = new KeyVersions();
    key.put(upload('a', 'v1'));
    key.put(upload('b', 'v2'));
    expect(fates(key)).toEqual(['kept', 'current']);
    key.remove('v2');
    expect(fates(key)).toEqual(['current', 'removed']);
    expect([key.wasDeleted, key.isDeleted]).toEqual([false, false]);
    key.remove('v1');
    expect(fates(key)).toEqual(['gone', 'gone']);
    expect([key.wasDeleted, key.isDeleted]).toEqual([true, true]);
  });

  it('follow delete markers, and their removal', () => {
    const key = new KeyVersions();
    key.put(upload('a', 'v1'));
    key.put(upload('b', 'v2'));
    key.delete('m1');
    expect(fates(key)).toEqual(['deleted', 'deleted']);
    expect(key.isDeleted).toBe(true);
    key.remove('m1');
    expect(fates(key)).toEqual(['kept-or-deleted', 'current']);
    expect([key.wasDeleted, key.isDeleted]).toEqual([true, false]);
  });

  it('end without versions when another upload, a deletion or a null marker replaces them', () => {
    const key = new KeyVersions();
    key.put(upload('a'));
    key.put(upload('b'));
    expect(fates(key)).toEqual(['gone', 'current']);
    key.delete(undefined);
    expect(fates(key)).toEqual(['gone', 'gone']);
    const suspended = new KeyVersions();
    suspended.put(upload('a', 'v1'));
    suspended.put(upload('b'));
    suspended.delete('null');
    expect(fates(suspended)).toEqual(['deleted', 'gone']);
  });
});
