import type { ImageRecord, ProcessingStatus } from '../../../lambda/domain/image-record';
import { findImages, type ImageSearch, MAX_ROWS_READ } from '../../../lambda/domain/listing/find-images';
import { InvalidCursorError } from '../../../lambda/domain/listing/image-cursor';
import { InMemoryImageCatalog } from '../../support/in-memory-image-catalog';
import { NOON, SOURCE_BUCKET } from '../../support/uploads';

type Row = Partial<ImageRecord> & Pick<ImageRecord, 'key'>;

/** Rows a second apart, the last the newest. */
async function catalogOf(rows: readonly Row[]) {
  const catalog = new InMemoryImageCatalog();
  for (const [index, row] of rows.entries()) {
    const record: ImageRecord = {
      imageId: index.toString(16).padStart(32, '0'),
      timestamp: NOON + index * 1000,
      processingStatus: 'DELETED',
      bucket: SOURCE_BUCKET,
      uploadDate: '2026-06-21',
      ...row,
    };
    await catalog.putDeleted(record);
  }
  return catalog;
}

const keysFound = async (catalog: InMemoryImageCatalog, search: ImageSearch, limit = 10) => {
  const keys: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await findImages(search, { limit, cursor }, { catalog });
    expect(page.records.length).toBeLessThanOrEqual(limit);
    keys.push(...page.records.map(({ key }) => key));
    cursor = page.cursor;
  } while (cursor);
  return keys;
};

it.each(['wedding', 'WEDDING', 'wed', '.JPG'])('finds %s in the file name, in any case', async (name) => {
  const catalog = await catalogOf([{ key: 'uploads/ann/1-Wedding.jpg' }, { key: 'uploads/wedding/x.png' }]);
  expect(await keysFound(catalog, { name })).toEqual(['uploads/ann/1-Wedding.jpg']);
});

it('finds the original name of a file whose key has another', async () => {
  const catalog = await catalogOf([{ key: 'uploads/ann/1-photo.jpg', fileName: '結婚式.jpg' }]);
  expect(await keysFound(catalog, { name: '結婚' })).toHaveLength(1);
  expect(await keysFound(catalog, { name: 'photo' })).toHaveLength(1);
});

it('finds versions of every status, newest first, on pages of any size, each once', async () => {
  const statuses: ProcessingStatus[] = [
    'COMPLETED',
    'FAILED',
    'PROCESSING',
    'DELETED',
    'COMPLETED',
    'FAILED',
  ];
  const catalog = await catalogOf(
    statuses.map((processingStatus, index) => ({ key: `uploads/${index}-wedding.jpg`, processingStatus })),
  );
  const newestFirst = statuses.map((_, index) => `uploads/${index}-wedding.jpg`).reverse();
  for (const limit of [1, 2, 5, 6, 7]) {
    expect(await keysFound(catalog, { name: 'wedding' }, limit)).toEqual(newestFirst);
  }
});

it('reads only the rows of a filter', async () => {
  const catalog = await catalogOf([
    { key: 'uploads/ann/wedding.jpg', userId: 'ann' },
    { key: 'uploads/bob/wedding.jpg', userId: 'bob' },
  ]);
  const search: ImageSearch = { name: 'wedding', filter: { by: 'user', userId: 'ann' } };
  const page = await findImages(search, { limit: 10 }, { catalog });
  expect(page).toMatchObject({ rowsRead: 1, records: [{ userId: 'ann' }] });
  expect(page).not.toHaveProperty('cursor');
});

it('ends a page after about a thousand rows, and says how many it read', async () => {
  const rows = Array.from({ length: MAX_ROWS_READ + 300 }, (_, index) => ({
    key: `uploads/${index === 0 ? 'wedding' : index}.jpg`,
    userId: 'ann',
  }));
  const catalog = await catalogOf(rows);
  const search: ImageSearch = { name: 'wedding', filter: { by: 'user', userId: 'ann' } };
  const first = await findImages(search, { limit: 10 }, { catalog });
  expect(first).toMatchObject({ records: [], rowsRead: MAX_ROWS_READ });
  const second = await findImages(search, { limit: 10, cursor: first.cursor }, { catalog });
  expect(second).toMatchObject({ records: [{ key: 'uploads/wedding.jpg' }] });
  expect(second.rowsRead).toBeLessThan(MAX_ROWS_READ);
});

it.each(['nonsense', '', Buffer.from('["0123","start"]').toString('base64url')])(
  'refuses the cursor %p, which does not belong to this search',
  async (cursor) => {
    const catalog = await catalogOf([]);
    await expect(findImages({ name: 'a' }, { limit: 1, cursor }, { catalog })).rejects.toThrow(
      InvalidCursorError,
    );
  },
);

it('refuses the cursor of another search', async () => {
  const catalog = await catalogOf([{ key: 'uploads/a1.jpg' }, { key: 'uploads/a2.jpg' }]);
  const { cursor } = await findImages({ name: 'a' }, { limit: 1 }, { catalog });
  expect(cursor).toBeDefined();
  await expect(findImages({ name: 'b' }, { limit: 1, cursor }, { catalog })).rejects.toThrow(
    'does not belong',
  );
});
