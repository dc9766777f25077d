import type { ImageRecord } from '../../../lambda/domain/image-record';
import type { BusEvent } from '../../../local/event-bus/event-bus';
import { audit, isAsPromised } from '../../../scripts/chaos/audit';
import type { MadeUpload } from '../../../scripts/chaos/key-versions';
import type { Stored } from '../../../scripts/chaos/stored';
import type { MadeKey } from '../../../scripts/chaos/uploader';

const KEY = 'uploads/user-1/a.jpg';
const PREVIEW = 'previews/image/v1/150x150.webp';

const upload: MadeUpload = {
  key: KEY,
  versionId: 'v1',
  eTag: 'e1',
  fate: 'current',
  expected: { status: 'COMPLETED', format: 'jpeg', width: 300, height: 200, colour: [200, 100, 50] },
};
const made: MadeKey = { key: KEY, uploads: [upload], isDeleted: false, wasDeleted: false };

const record: ImageRecord = {
  imageId: 'image',
  timestamp: 1,
  processingStatus: 'COMPLETED',
  bucket: 'photos',
  key: KEY,
  versionId: 'v1',
  uploadDate: '2026-06-21',
  attempts: 1,
  format: 'jpeg',
  width: 300,
  height: 200,
  dominantColor: '#c86432',
  previews: [
    {
      name: '150x150',
      key: PREVIEW,
      width: 150,
      height: 100,
      format: 'webp',
      contentType: 'image/webp',
      size: 99,
    },
  ],
};

const event = (type: string, detail: object = record): BusEvent =>
  ({ 'detail-type': type, detail: { ...detail } }) as unknown as BusEvent;
const completed = event('Image Processing Completed');

const stored = (changes: Partial<Stored> = {}): Stored => ({
  records: [record],
  previews: new Map([[PREVIEW, 99]]),
  deadLetters: [],
  ...changes,
});

const letter = { kind: 'created', bucket: 'photos', key: KEY, eventTime: 1, versionId: 'v1' } as const;

it('finds nothing when everything is correct', () => {
  const found = audit([made], stored(), [completed]);
  expect(found).toMatchObject({ uploads: 1, recorded: 1, findings: [] });
  expect(isAsPromised(found)).toBe(true);
});

describe('findings', () => {
  it.each<[string, Stored, Partial<ReturnType<typeof audit>>]>([
    ['an upload without a record', stored({ records: [] }), { lost: 1 }],
    [
      'a record that is still PROCESSING',
      stored({ records: [{ ...record, processingStatus: 'PROCESSING' }] }),
      { lost: 1 },
    ],
    [
      'a good photo that FAILED',
      stored({ records: [{ ...record, processingStatus: 'FAILED' }] }),
      { wrong: 1 },
    ],
    [
      'a photo that was never deleted',
      stored({ records: [{ ...record, processingStatus: 'DELETED' }] }),
      { wrong: 1 },
    ],
    [
      'the colour of another photo',
      stored({ records: [{ ...record, dominantColor: '#3264c8' }] }),
      { wrong: 1 },
    ],
    ['a COMPLETED record without previews', stored({ records: [{ ...record, previews: [] }] }), { wrong: 1 }],
    ['a missing preview', stored({ previews: new Map() }), { wrong: 1 }],
    ['a preview of another size', stored({ previews: new Map([[PREVIEW, 98]]) }), { wrong: 1 }],
  ])('include %s', (_, kept, counts) => {
    const found = audit([made], kept, [completed]);
    expect(found).toMatchObject({ recorded: 0, ...counts });
    expect(found.findings).not.toEqual([]);
    expect(isAsPromised(found)).toBe(false);
  });

  it('include a record without an event', () => {
    const found = audit([made], stored(), []);
    expect(found).toMatchObject({ recorded: 1, unannounced: 1 });
    expect(isAsPromised(found)).toBe(false);
  });

  it('include a deletion without an event', () => {
    const gone: MadeKey = {
      ...made,
      uploads: [{ ...upload, fate: 'deleted' }],
      isDeleted: true,
      wasDeleted: true,
    };
    const { previews: _, ...rest } = record;
    const kept = stored({ records: [{ ...rest, processingStatus: 'DELETED' }], previews: new Map() });
    expect(audit([gone], kept, [])).toMatchObject({ recorded: 1, unannounced: 1 });
    expect(audit([gone], kept, [event('Image Deleted')])).toMatchObject({ recorded: 1, unannounced: 0 });
  });

  it.each([
    ['a failure of a photo that is good', event('Image Processing Failed')],
    ['a deletion of a photo that is there', event('Image Deleted')],
    [
      'a photo that nobody uploaded',
      event('Image Processing Completed', { ...record, key: 'uploads/b.jpg' }),
    ],
  ])('include an event about %s', (_, untrue) => {
    const found = audit([made], stored(), [completed, untrue]);
    expect(found).toMatchObject({ wrongEvents: 1 });
    expect(isAsPromised(found)).toBe(false);
  });

  it('include a preview that no record lists', () => {
    const previews = new Map([
      [PREVIEW, 99],
      ['previews/image/v0/150x150.webp', 1],
    ]);
    expect(audit([made], stored({ previews }), [completed]).orphanPreviews).toBe(1);
  });
});

it('accepts a dead letter only for the version in it', () => {
  const lost = stored({ records: [], deadLetters: [letter] });
  expect(audit([made], lost, [])).toMatchObject({ deadLettered: 1, lost: 0, deadLetters: 1 });
  const other = stored({ records: [], deadLetters: [{ ...letter, versionId: 'v2' }] });
  expect(audit([made], other, [])).toMatchObject({ deadLettered: 0, lost: 1 });
});

describe('a bucket without versions', () => {
  const { versionId: _, ...plain } = upload;
  const { versionId: __, ...row } = { ...record, eTag: 'e1' };
  const twice: MadeKey = { ...made, uploads: [{ ...plain, fate: 'gone' }, plain] };

  it('has separate records for the current object and for earlier uploads of the same bytes', () => {
    const found = audit([twice], stored({ records: [row] }), [event('Image Processing Completed', row)]);
    expect(found).toMatchObject({ recorded: 2, findings: [] });
  });

  it('has no record of a replaced object', () => {
    const older = { ...row, timestamp: 0 };
    const found = audit([twice], stored({ records: [row, older] }), [
      event('Image Processing Completed', row),
    ]);
    expect(found).toMatchObject({ recorded: 1, wrong: 1 });
  });
});

it('a newer record above that of the current object is wrong', () => {
  const newer: ImageRecord = { ...record, timestamp: 2, versionId: 'v2', processingStatus: 'DELETED' };
  expect(audit([made], stored({ records: [newer, record] }), [completed])).toMatchObject({ wrong: 1 });
});
