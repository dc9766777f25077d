import type { ImageRecord } from '../../../lambda/domain/image-record';
import {
  admitsOriginal,
  admitsRecord,
  EVERYTHING_OUTDATED,
  type Selection,
} from '../../../scripts/images/selection/selection';
import { NOON, SOURCE_BUCKET } from '../../support/uploads';

const record: ImageRecord = {
  imageId: 'a'.repeat(32),
  timestamp: NOON,
  processingStatus: 'COMPLETED',
  bucket: SOURCE_BUCKET,
  key: 'uploads/ada/a.jpg',
  userId: 'ada',
  uploadDate: '2026-06-21',
  recipe: 'yesterday',
};

const admits = (selection: Partial<Selection> = {}, row: Partial<ImageRecord> = {}) =>
  admitsRecord({ ...EVERYTHING_OUTDATED, ...selection }, { ...record, ...row }, 'today');

describe('a selection', () => {
  it('admits images made with another or an unknown recipe', () => {
    expect(admits()).toBe(true);
    expect(admits({}, { recipe: 'today' })).toBe(false);
    const { recipe: _, ...unknown } = record;
    expect(admitsRecord(EVERYTHING_OUTDATED, unknown, 'today')).toBe(true);
  });

  it('never admits images that are deleted or in progress', () => {
    for (const processingStatus of ['DELETED', 'PROCESSING'] as const) {
      expect(admits({ statuses: ['COMPLETED', 'FAILED', 'UNRECORDED'] }, { processingStatus })).toBe(false);
    }
  });

  it('admits failed images of any recipe only when FAILED is selected', () => {
    const failed = { processingStatus: 'FAILED', recipe: 'today' } as const;
    expect(admits({}, failed)).toBe(false);
    expect(admits({ statuses: ['FAILED'] }, failed)).toBe(true);
    expect(admits({ statuses: ['FAILED'] })).toBe(false);
  });

  it('narrows by prefix, user and date', () => {
    expect(admits({ prefix: 'uploads/grace/' })).toBe(false);
    expect(admits({ user: 'grace' })).toBe(false);
    expect(admits({ user: 'ada' })).toBe(true);
    expect(admits({ since: NOON })).toBe(true);
    expect(admits({ since: NOON + 1 })).toBe(false);
  });

  it('uses the folder of an original without a record as its user', () => {
    const object = { key: 'uploads/ada/a.jpg', eTag: 'e', size: 1, lastModified: NOON };
    expect(admitsOriginal(EVERYTHING_OUTDATED, object)).toBe(true);
    expect(admitsOriginal({ ...EVERYTHING_OUTDATED, user: 'ada' }, object)).toBe(true);
    expect(admitsOriginal({ ...EVERYTHING_OUTDATED, user: 'grace' }, object)).toBe(false);
    expect(admitsOriginal({ ...EVERYTHING_OUTDATED, since: NOON + 1 }, object)).toBe(false);
  });
});
