import type { ClaimedRecord } from '../../../lambda/domain/ports';
import { checkImage, type Patience, type StoredImage } from '../../../scripts/reconcile/check-image';
import { NOON, SOURCE_BUCKET } from '../../support/uploads';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const patience: Patience = { now: NOON, graceMs: 15 * MINUTE, previewLifeMs: 365 * DAY };
const IMAGE = 'a'.repeat(32);
const PREVIEW = `previews/${IMAGE}/v1/150x150.webp`;

const object = { key: 'uploads/a.jpg', eTag: 'e1', size: 10, lastModified: NOON - DAY };

function row(overrides: Partial<ClaimedRecord> = {}): ClaimedRecord {
  return {
    imageId: IMAGE,
    timestamp: NOON - DAY,
    processingStatus: 'COMPLETED',
    bucket: SOURCE_BUCKET,
    key: 'uploads/a.jpg',
    versionId: 'v1',
    eTag: 'e1',
    sequencer: '0A',
    uploadDate: '2026-06-20',
    attempts: 1,
    previews: [
      {
        name: '150x150',
        key: PREVIEW,
        width: 150,
        height: 100,
        format: 'webp',
        contentType: 'image/webp',
        size: 9,
      },
    ],
    ...overrides,
  };
}

const whole: StoredImage = { imageId: IMAGE, object, rows: [row()], previews: [PREVIEW] };
const kindsOf = (image: Partial<StoredImage>, lessPatience: Partial<Patience> = {}) =>
  checkImage({ ...whole, ...image }, { ...patience, ...lessPatience }).map(({ kind }) => kind);

describe('reconciling one image', () => {
  it('finds nothing when bucket, table and processed bucket agree', () => {
    expect(kindsOf({})).toEqual([]);
  });

  it('finds an original without a record after the grace period', () => {
    expect(kindsOf({ rows: [], previews: [] })).toEqual(['unrecorded']);
    const fresh = { ...object, lastModified: NOON - MINUTE };
    expect(kindsOf({ object: fresh, rows: [], previews: [] })).toEqual([]);
  });

  it('finds an original whose newest version has no record', () => {
    expect(kindsOf({ object: { ...object, eTag: 'e2' } })).toEqual(['unrecorded']);
  });

  it('accepts a FAILED record as the outcome of an original', () => {
    const { previews: _, ...failed } = row({ processingStatus: 'FAILED' });
    expect(kindsOf({ rows: [failed], previews: [] })).toEqual([]);
  });

  it('finds a record that is PROCESSING long after its attempt died', () => {
    const { previews: _, ...working } = row({ processingStatus: 'PROCESSING' });
    const dead = { ...working, claim: { holder: 'm', until: NOON - 16 * MINUTE } };
    const alive = { ...working, claim: { holder: 'm', until: NOON + MINUTE } };
    expect(kindsOf({ rows: [dead], previews: [] })).toEqual(['stuck']);
    expect(kindsOf({ rows: [alive], previews: [] })).toEqual([]);
  });

  it('finds missing previews of a record, unless they have expired', () => {
    expect(kindsOf({ previews: [] })).toEqual(['preview-missing']);
    expect(kindsOf({ previews: [] }, { previewLifeMs: DAY })).toEqual([]);
  });

  it('finds previews that no record lists, except those of a version in progress', () => {
    const stray = `previews/${IMAGE}/v0/150x150.webp`;
    expect(kindsOf({ previews: [PREVIEW, stray] })).toEqual(['preview-orphaned']);
    const { previews: _, ...working } = row({
      processingStatus: 'PROCESSING',
      versionId: 'v0',
      timestamp: NOON,
    });
    const claimed = { ...working, claim: { holder: 'm', until: NOON + MINUTE } };
    expect(kindsOf({ rows: [row(), claimed], previews: [PREVIEW, stray] })).toEqual([]);
  });

  it('finds a live record whose original is gone', () => {
    const { object: _, ...gone } = whole;
    expect(checkImage(gone, patience).map(({ kind }) => kind)).toEqual(['source-missing']);
    const deleted = row({ processingStatus: 'DELETED' });
    const { previews: __, ...withoutPreviews } = deleted;
    expect(checkImage({ ...gone, rows: [withoutPreviews], previews: [] }, patience)).toEqual([]);
  });

  it('finds an older record before that of the current version, though both have the same bytes', () => {
    const versions = new Map([['v1', 'e1']]);
    const newer = row({ versionId: 'v2', timestamp: NOON + MINUTE, previews: [] });
    const current = { ...object, versionId: 'v1' };
    const kinds = kindsOf({ object: current, versions, rows: [newer, row()] }, { now: NOON + DAY });
    expect(kinds).toEqual(['unrecorded', 'version-missing']);
  });

  it('finds older versions without a record, except those that an imported bucket had before', () => {
    const current = { ...object, versionId: 'v1' };
    const older = (age: number) => [{ ...current, versionId: 'v0', eTag: 'e0', lastModified: NOON - age }];
    const versions = new Map([
      ['v1', 'e1'],
      ['v0', 'e0'],
    ]);
    const image = { object: current, versions };
    expect(kindsOf({ ...image, older: older(2 * DAY) })).toEqual(['version-unrecorded']);
    expect(kindsOf({ ...image, older: older(MINUTE) })).toEqual([]);
    expect(kindsOf({ ...image, older: older(2 * DAY) }, { recordLifeMs: DAY })).toEqual([]);
    expect(kindsOf({ ...image, older: older(2 * DAY) }, { isImported: true })).toEqual([]);
    expect(kindsOf({ ...image, older: older(DAY) }, { isImported: true })).toEqual(['version-unrecorded']);
    const recorded = row({ versionId: 'v0', eTag: 'e0', timestamp: NOON - 2 * DAY, previews: [] });
    expect(kindsOf({ ...image, older: older(2 * DAY), rows: [row(), recorded] })).toEqual([]);
  });

  it('finds records of permanently removed versions', () => {
    const versions = new Map([['v1', 'e1']]);
    const removed = row({ versionId: 'v0', processingStatus: 'DELETED' });
    const { previews: _, ...withoutPreviews } = removed;
    const current = { ...object, versionId: 'v1' };
    expect(kindsOf({ object: current, versions, rows: [row(), withoutPreviews] })).toEqual([
      'version-missing',
    ]);
  });

  it('ignores an original whose record has expired, and its previews', () => {
    const old = { ...object, lastModified: NOON - 3 * DAY };
    expect(kindsOf({ object: old, rows: [] }, { recordLifeMs: 2 * DAY })).toEqual([]);
    expect(kindsOf({ object: old, rows: [] })).toEqual(['unrecorded', 'preview-orphaned']);
  });
});
