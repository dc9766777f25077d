import type { ImageRecord } from '../../../lambda/domain/image-record';
import { followImage } from '../../../scripts/images/apply/follow-image';
import { InMemoryImageCatalog } from '../../support/in-memory-image-catalog';
import { NOON, SOURCE_BUCKET } from '../../support/uploads';

const IMAGE = 'a'.repeat(32);
const queued = { key: 'uploads/a.jpg', imageId: IMAGE, version: 'v1', attempts: 1 };

const row = (overrides: Partial<ImageRecord> = {}): ImageRecord => ({
  imageId: IMAGE,
  timestamp: NOON,
  processingStatus: 'COMPLETED',
  bucket: SOURCE_BUCKET,
  key: 'uploads/a.jpg',
  versionId: 'v1',
  uploadDate: '2026-06-21',
  attempts: 2,
  ...overrides,
});

function follow(
  rows: readonly ImageRecord[],
  { emptyMs = 0, attempts = 1, signal = new AbortController().signal } = {},
) {
  const catalog = new InMemoryImageCatalog();
  for (const each of rows) catalog.rows.set(`${each.imageId}#${each.timestamp}`, each);
  const queue = { emptyFor: async () => emptyMs };
  return followImage({ ...queued, attempts }, { catalog, queue, patienceMs: 1000, signal });
}

describe('following a queued image', () => {
  it('ends after one more attempt than before', async () => {
    expect(await follow([row()])).toMatchObject({ kind: 'done' });
    expect(await follow([row({ processingStatus: 'FAILED' })])).toMatchObject({ kind: 'failed' });
  });

  it('ends when the image is deleted or forgotten meanwhile', async () => {
    expect(await follow([row({ processingStatus: 'DELETED' })])).toEqual({ kind: 'gone' });
    expect(await follow([])).toEqual({ kind: 'gone' });
  });

  it('gives up when the queue stays empty without an attempt', async () => {
    expect(await follow([row({ attempts: 1 })], { emptyMs: 1000 })).toEqual({ kind: 'lost' });
    expect(await follow([], { attempts: 0, emptyMs: 1000 })).toEqual({ kind: 'lost' });
    expect(await follow([row({ processingStatus: 'PROCESSING' })], { emptyMs: 1000 })).toEqual({
      kind: 'lost',
    });
  });

  it('ignores attempts at another version', async () => {
    expect(
      await follow([row({ versionId: 'v2' }), row({ attempts: 1, timestamp: NOON - 1 })], { emptyMs: 1000 }),
    ).toEqual({
      kind: 'lost',
    });
  });

  it('ends when it is interrupted', async () => {
    const interruption = new AbortController();
    setTimeout(() => interruption.abort(), 10);
    expect(await follow([row({ attempts: 1 })], { signal: interruption.signal })).toEqual({
      kind: 'interrupted',
    });
  });
});
