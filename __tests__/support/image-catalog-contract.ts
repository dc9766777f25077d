import { ClaimLostError } from '../../lambda/domain/errors';
import { type ImageRecord, imageIdOf } from '../../lambda/domain/image-record';
import type { Claim, ImageCatalog } from '../../lambda/domain/ports';
import { NOON, SOURCE_BUCKET } from './uploads';

let keys = 0;

function uploadOf(overrides: Partial<ImageRecord> = {}): ImageRecord {
  keys += 1;
  const key = overrides.key ?? `uploads/user-7/${keys}.jpg`;
  return {
    imageId: imageIdOf(SOURCE_BUCKET, key),
    timestamp: NOON,
    processingStatus: 'PROCESSING',
    bucket: SOURCE_BUCKET,
    key,
    versionId: 'v1',
    eTag: 'd41d8',
    sequencer: '0A',
    uploadDate: '2026-06-21',
    ...overrides,
  };
}

const claimBy = (holder: string, until = NOON + 60_000): Claim => ({ holder, until });

/** The contract of every catalog, regardless of its table. */
export function describeImageCatalog(makeCatalog: () => ImageCatalog): void {
  const catalog = new Proxy({} as ImageCatalog, {
    get: (_, method: keyof ImageCatalog) => {
      const real = makeCatalog();
      return real[method].bind(real);
    },
  });

  async function completed(overrides: Partial<ImageRecord> = {}): Promise<ImageRecord> {
    const record = uploadOf(overrides);
    const answer = await catalog.claim(record, claimBy('a'), { now: NOON });
    if (answer.outcome !== 'claimed') throw new Error(`not claimed: ${answer.outcome}`);
    const finished: ImageRecord = {
      ...answer.record,
      processingStatus: 'COMPLETED',
      processedAt: new Date(NOON).toISOString(),
      previews: [],
    };
    await catalog.finish(finished, 'a');
    return finished;
  }

  describe('claiming', () => {
    it('writes a PROCESSING row and counts the attempt', async () => {
      const record = uploadOf();
      expect(await catalog.claim(record, claimBy('a'), { now: NOON })).toEqual({
        outcome: 'claimed',
        record: { ...record, attempts: 1 },
      });
      expect(await catalog.history(record.imageId)).toMatchObject([
        { processingStatus: 'PROCESSING', attempts: 1, claim: claimBy('a') },
      ]);
    });

    it('succeeds at once for the same holder, and counts again', async () => {
      const record = uploadOf();
      await catalog.claim(record, claimBy('a'), { now: NOON });
      expect(await catalog.claim(record, claimBy('a'), { now: NOON })).toMatchObject({
        outcome: 'claimed',
        record: { attempts: 2 },
      });
    });

    it('succeeds for another holder only once the claim has expired', async () => {
      const record = uploadOf();
      await catalog.claim(record, claimBy('a', NOON + 10), { now: NOON });
      expect(await catalog.claim(record, claimBy('b'), { now: NOON + 10 })).toEqual({ outcome: 'held' });
      expect(await catalog.claim(record, claimBy('b'), { now: NOON + 11 })).toMatchObject({
        outcome: 'claimed',
      });
    });

    it('returns the finished row instead of a claim', async () => {
      const record = await completed();
      expect(await catalog.claim(record, claimBy('b'), { now: NOON + 99_999 })).toEqual({
        outcome: 'finished',
        record,
      });
    });

    it('claims a finished row to make it again with another recipe, or because it failed', async () => {
      const record = await completed({ recipe: 'old' });
      const again = { now: NOON, remakeAs: 'new' };
      const claimed = await catalog.claim(record, claimBy('b'), again);
      expect(claimed).toMatchObject({ outcome: 'claimed', record: { attempts: 2, previews: [] } });
      if (claimed.outcome !== 'claimed') throw new Error('not claimed');
      expect(claimed.record).not.toHaveProperty('processedAt');
      const error = { code: 'CORRUPT_IMAGE', message: 'It is damaged.' } as const;
      const failed: ImageRecord = { ...claimed.record, processingStatus: 'FAILED', recipe: 'new', error };
      await catalog.finish(failed, 'b');
      const retried = await catalog.claim(record, claimBy('c'), again);
      expect(retried).toMatchObject({ outcome: 'claimed', record: { attempts: 3 } });
      expect(retried).not.toHaveProperty('record.error');
    });

    it('does not claim a row that the wanted recipe made, or that was deleted', async () => {
      const record = await completed({ recipe: 'new' });
      const again = { now: NOON, remakeAs: 'new' };
      expect(await catalog.claim(record, claimBy('b'), again)).toMatchObject({ outcome: 'finished' });
      await catalog.markDeleted(record, 'then');
      expect(await catalog.claim(record, claimBy('b'), { now: NOON, remakeAs: 'newer' })).toMatchObject({
        outcome: 'finished',
      });
    });

    it('finds a row occupied that belongs to another version', async () => {
      const record = await completed();
      expect(await catalog.claim({ ...record, versionId: 'v2' }, claimBy('b'), { now: NOON })).toEqual({
        outcome: 'occupied',
      });
    });

    it('finds a row occupied that a deletion wrote, of the same version even', async () => {
      const deletion = uploadOf({ processingStatus: 'DELETED' });
      await catalog.putDeleted(deletion);
      expect(await catalog.claim(deletion, claimBy('a'), { now: NOON })).toEqual({ outcome: 'occupied' });
    });

    it('compares the ETag where there is no version', async () => {
      const { versionId: _, ...record } = uploadOf();
      await catalog.claim(record, claimBy('a'), { now: NOON });
      expect(await catalog.claim(record, claimBy('b'), { now: NOON })).toEqual({ outcome: 'held' });
      expect(await catalog.claim({ ...record, eTag: 'other' }, claimBy('b'), { now: NOON })).toEqual({
        outcome: 'occupied',
      });
    });

    it('takes a DELETED row again only when S3 has its object', async () => {
      const record = await completed();
      await catalog.markDeleted(record, 'then');
      expect(await catalog.claim(record, claimBy('b'), { now: NOON, revive: true })).toMatchObject({
        outcome: 'claimed',
        record: { attempts: 2 },
      });
    });

    it('distinguishes uploads without a version by their uploadId, though their bytes are the same', async () => {
      const { versionId: _, ...first } = uploadOf({ uploadId: 'd41d8-0A' });
      await catalog.claim(first, claimBy('a'), { now: NOON });
      const second = { ...first, uploadId: 'd41d8-0B' };
      expect(await catalog.claim(second, claimBy('b'), { now: NOON })).toEqual({ outcome: 'occupied' });
      const named = { ...first, versionId: 'null' };
      expect(await catalog.claim(named, claimBy('a'), { now: NOON })).toMatchObject({ outcome: 'claimed' });
    });

    it('succeeds for only one of many concurrent attempts', async () => {
      const record = uploadOf();
      const answers = await Promise.all(
        ['a', 'b', 'c', 'd', 'e'].map((holder) => catalog.claim(record, claimBy(holder), { now: NOON })),
      );
      expect(answers.filter(({ outcome }) => outcome === 'claimed')).toHaveLength(1);
      expect(answers.filter(({ outcome }) => outcome === 'held')).toHaveLength(4);
    });
  });

  describe('the place of an upload', () => {
    const nameOf = (imageId: string, identity = 'v1') => ({ imageId, identity });

    it('is where the first attempt put it, whatever time others know', async () => {
      const { imageId } = uploadOf();
      expect(await catalog.locate(nameOf(imageId), NOON)).toEqual({ timestamp: NOON, isGone: false });
      expect(await catalog.locate(nameOf(imageId), NOON + 7)).toEqual({ timestamp: NOON, isGone: false });
      expect(await catalog.locate(nameOf(imageId, 'v2'), NOON + 7)).toMatchObject({ timestamp: NOON + 7 });
    });

    it('is one when many ask together', async () => {
      const { imageId } = uploadOf();
      const places = await Promise.all(
        [1, 2, 3, 4].map((later) => catalog.locate(nameOf(imageId), NOON + later)),
      );
      expect(new Set(places.map(({ timestamp }) => timestamp)).size).toBe(1);
    });

    it('is unknown until somebody decides it', async () => {
      const { imageId } = uploadOf();
      expect(await catalog.place(nameOf(imageId))).toBeUndefined();
      await catalog.locate(nameOf(imageId), NOON);
      expect(await catalog.place(nameOf(imageId))).toEqual({ timestamp: NOON, isGone: false });
    });

    it('moves once: an attempt that comes late learns where it is now', async () => {
      const { imageId } = uploadOf();
      await catalog.locate(nameOf(imageId), NOON);
      expect(await catalog.relocate(nameOf(imageId), NOON, NOON + 1)).toBe(NOON + 1);
      expect(await catalog.relocate(nameOf(imageId), NOON, NOON + 2)).toBe(NOON + 1);
      expect(await catalog.locate(nameOf(imageId), NOON)).toMatchObject({ timestamp: NOON + 1 });
    });

    it('reports to later callers that a version is gone for good', async () => {
      const { imageId } = uploadOf();
      await catalog.locate(nameOf(imageId), NOON);
      expect(await catalog.markGone(nameOf(imageId), 1)).toMatchObject({ timestamp: NOON });
      expect(await catalog.locate(nameOf(imageId), NOON)).toEqual({ timestamp: NOON, isGone: true });
      expect(await catalog.markGone(nameOf(imageId, 'never seen'), 1)).toBeUndefined();
      expect(await catalog.locate(nameOf(imageId, 'never seen'), NOON)).toMatchObject({ isGone: true });
    });

    it('is no row of the image, and is forgotten with it', async () => {
      const record = await completed();
      await catalog.locate(nameOf(record.imageId), NOON);
      expect(await catalog.history(record.imageId)).toEqual([record]);
      expect(await catalog.page(record.imageId, 10)).toEqual([record]);
      expect(await catalog.forget(record.imageId)).toBe(1);
      expect(await catalog.locate(nameOf(record.imageId), NOON + 1)).toMatchObject({ timestamp: NOON + 1 });
    });
  });

  describe('finishing', () => {
    it('replaces the claimed row, claim and all', async () => {
      const record = await completed();
      expect(await catalog.history(record.imageId)).toEqual([record]);
    });

    it('is done when it is done twice', async () => {
      const record = await completed();
      await expect(catalog.finish(record, 'a')).resolves.toBeUndefined();
    });

    it('is refused to an attempt that lost the claim', async () => {
      const record = uploadOf();
      await catalog.claim(record, claimBy('a', NOON), { now: NOON });
      await catalog.claim(record, claimBy('b'), { now: NOON + 1 });
      const finished: ImageRecord = { ...record, processingStatus: 'COMPLETED', processedAt: 'then' };
      await expect(catalog.finish(finished, 'a')).rejects.toThrow(ClaimLostError);
    });

    it('is refused when the image was deleted meanwhile', async () => {
      const record = uploadOf();
      await catalog.claim(record, claimBy('a'), { now: NOON });
      await catalog.markDeleted(record, 'then');
      const finished: ImageRecord = { ...record, processingStatus: 'COMPLETED', processedAt: 'now' };
      await expect(catalog.finish(finished, 'a')).rejects.toThrow(ClaimLostError);
    });
  });

  describe('withdrawing', () => {
    it('removes the holder’s own claimed row and nobody else’s', async () => {
      const record = uploadOf();
      await catalog.claim(record, claimBy('a'), { now: NOON });
      await catalog.withdraw(record, 'b');
      expect(await catalog.history(record.imageId)).toHaveLength(1);
      await catalog.withdraw(record, 'a');
      expect(await catalog.history(record.imageId)).toEqual([]);
    });
  });

  describe('deleting', () => {
    it('writes its row once, and returns true for the same event again', async () => {
      const deletion = uploadOf({ processingStatus: 'DELETED' });
      expect(await catalog.putDeleted(deletion)).toBe(true);
      expect(await catalog.putDeleted(deletion)).toBe(true);
      expect(await catalog.putDeleted({ ...deletion, sequencer: '0B' })).toBe(false);
    });

    it('never takes an upload’s row', async () => {
      const record = await completed();
      expect(await catalog.putDeleted({ ...record, processingStatus: 'DELETED' })).toBe(false);
    });

    it('turns a row to DELETED, drops its previews and keeps the rest', async () => {
      const record = await completed();
      await catalog.markDeleted(record, 'then');
      const { previews: _, ...kept } = record;
      expect(await catalog.history(record.imageId)).toEqual([
        { ...kept, processingStatus: 'DELETED', processedAt: 'then' },
      ]);
    });

    it('makes no row where there is none', async () => {
      const record = uploadOf();
      await catalog.markDeleted(record, 'then');
      expect(await catalog.history(record.imageId)).toEqual([]);
    });
  });

  describe('ordering', () => {
    it('gives a row the sequencer of its event, and never an earlier one', async () => {
      const record = uploadOf();
      const { sequencer: _, ...unordered } = record;
      await catalog.claim(unordered, claimBy('a'), { now: NOON });
      await catalog.setSequencer(record, '0B');
      await catalog.setSequencer(record, '0A');
      expect(await catalog.row(record)).toMatchObject({ sequencer: '0B' });
    });

    it.each([
      ['no later sequencer to an object without a version', undefined, '0B'],
      ['no later sequencer to the version null', 'null', '0B'],
      ['a later sequencer to a version', 'v1', '0C'],
    ])('returns, once it is DELETED, %s', async (_, versionId, sequencer) => {
      const record = uploadOf({ sequencer: '0B', versionId: versionId ?? '' });
      if (!versionId) delete (record as { versionId?: string }).versionId;
      await catalog.claim(record, claimBy('a'), { now: NOON });
      await catalog.markDeleted(record, new Date(NOON).toISOString());
      await catalog.setSequencer(record, '0C');
      expect(await catalog.row(record)).toMatchObject({ sequencer });
    });

    it('makes no row where there is none', async () => {
      const record = uploadOf();
      await catalog.setSequencer(record, '0B');
      await catalog.markSwept(record);
      expect(await catalog.row(record)).toBeUndefined();
    });
  });

  describe('reading', () => {
    it('reads a few rows from the newest time down, however long the history is', async () => {
      const first = await completed({ sequencer: '0C' });
      for (const later of [1, 2, 3]) {
        await completed({ key: first.key, timestamp: NOON + later, versionId: `v${later}` });
      }
      const times = async (limit: number, before?: number) =>
        (await catalog.page(first.imageId, limit, before)).map(({ timestamp }) => timestamp - NOON);
      expect(await times(2)).toEqual([3, 2]);
      expect(await times(2, NOON + 2)).toEqual([1, 0]);
      expect(await times(2, NOON)).toEqual([]);
    });

    it('discards and removes a row only while it belongs to the upload that it belonged to', async () => {
      const { sequencer: _, ...read } = await completed();
      expect(await catalog.discard(read)).toBe(false);
      await catalog.remove(read);
      const record = { ...read, sequencer: '0A' };
      expect(await catalog.row(record)).toEqual(record);
      expect(await catalog.discard(record)).toBe(true);
      await catalog.remove(record);
      expect(await catalog.row(record)).toMatchObject({ processingStatus: 'DELETED' });
      await catalog.remove({ ...record, processingStatus: 'DELETED' });
      expect(await catalog.row(record)).toBeUndefined();
    });

    it('removes one row and leaves the others', async () => {
      const first = await completed();
      const second = await completed({ key: first.key, timestamp: NOON + 1, versionId: 'v2' });
      await catalog.remove(first);
      expect(await catalog.history(first.imageId)).toEqual([second]);
      expect(await catalog.row(first)).toBeUndefined();
    });

    it('gives an image’s rows by the order of their events, newest first', async () => {
      const first = await completed({ timestamp: NOON + 5, sequencer: '0A' });
      await completed({ key: first.key, timestamp: NOON, sequencer: '0C', versionId: 'v3' });
      await completed({ key: first.key, timestamp: NOON + 9, sequencer: '0B', versionId: 'v2' });
      const rows = await catalog.history(first.imageId);
      expect(rows.map(({ versionId }) => versionId)).toEqual(['v3', 'v2', 'v1']);
    });

    it.each([
      ['user', { by: 'user', userId: 'grace' } as const],
      ['date', { by: 'date', date: '2031-01-01' } as const],
    ])('lists by %s in pages, newest first', async (_, filter) => {
      for (const minute of [1, 2, 3]) {
        await completed({ userId: 'grace', uploadDate: '2031-01-01', timestamp: NOON + minute });
      }
      const first = await catalog.list(filter, 2);
      const second = await catalog.list(filter, 2, first.next);
      const times = [...first.records, ...second.records].map(({ timestamp }) => timestamp);
      expect(first.records).toHaveLength(2);
      expect(times.slice(0, 3)).toEqual([NOON + 3, NOON + 2, NOON + 1]);
      for (const { imageId } of [...first.records, ...second.records]) await catalog.forget(imageId);
    });

    it('lists by status', async () => {
      const record = await completed();
      const { records } = await catalog.list({ by: 'status', status: 'COMPLETED' }, 100);
      expect(records).toContainEqual(record);
    });
  });

  it('remembers that an image was forgotten, and shows it to nobody as a row of the image', async () => {
    const record = await completed();
    const note = { forgottenAt: NOON, isDone: false };
    expect(await catalog.forgottenNote(record.imageId)).toBeUndefined();
    await catalog.markForgotten(record.imageId, note, NOON / 1000 + 60);
    await catalog.forget(record.imageId);
    expect(await catalog.history(record.imageId)).toEqual([]);
    expect(await catalog.forgottenNote(record.imageId)).toEqual(note);
  });

  it('forgets every row of an image and counts them', async () => {
    const record = await completed();
    await completed({ key: record.key, timestamp: NOON + 1, versionId: 'v2' });
    expect(await catalog.forget(record.imageId)).toBe(2);
    expect(await catalog.forget(record.imageId)).toBe(0);
  });
}
