import { nextFrame } from '../../../../local/console/browser/gallery/frame-keys';
import { sheetGeometry } from '../../../../local/console/browser/gallery/sheet-geometry';
import { visibleRows } from '../../../../local/console/browser/gallery/visible-rows';
import { roundUp } from '../../../../local/console/browser/monitoring/chart-scale';
import { lastMinutes } from '../../../../local/console/browser/monitoring/last-minutes';
import { filterImages, usersOf } from '../../../../local/console/browser/parts/filter';
import {
  baseName,
  formatBytes,
  formatDuration,
  formatShare,
} from '../../../../local/console/browser/parts/format';
import { alikePreviews } from '../../../../local/console/browser/parts/preview-source';
import { pictureSnippet } from '../../../../local/console/browser/photo/picture-snippet';
import { hrefOf, parseRoute } from '../../../../local/console/browser/routing/route';
import { span, storage } from '../../../../local/console/twin/setting-words';
import type { ImageSummary } from '../../../../local/console/twin-view';

describe('words', () => {
  test.each([
    [0, '0 B'],
    [999, '999 B'],
    [1_694, '1.7 kB'],
    [3_000_000, '3 MB'],
    [999_960, '1 MB'],
    [136_000_000, '136 MB'],
  ])('%d bytes are %s', (bytes, text) => expect(formatBytes(bytes)).toBe(text));

  test('durations, shares and spans read as people say them', () => {
    expect([412, 1_840, 2_000, 180_000].map(formatDuration)).toEqual(['412 ms', '1.8 s', '2 s', '3 min']);
    expect([0, 0.004, 0.62, 0.996, 1].map(formatShare)).toEqual(['0 %', '< 1 %', '62 %', '99.6 %', '100 %']);
    expect([1, 60, 90, 345_600].map(span)).toEqual(['1 second', '1 minute', '90 seconds', '4 days']);
    expect(storage(10_485_760)).toBe('10 MiB');
  });

  test('the id before an uploaded name is not shown', () => {
    expect(baseName('uploads/alice/cf2a9aa3-2473-4b2e-899d-18dbdf74cba0-red.jpg')).toBe('red.jpg');
    expect(baseName('uploads/red-2026.jpg')).toBe('red-2026.jpg');
  });

  test('a snippet is the picture of the API, with what people named the photo escaped', () => {
    const picture = '<picture><img src="https://cdn.example/a.webp" alt="" loading="lazy"></picture>';
    expect(pictureSnippet({ picture } as never, '$& "><script>')).toBe(
      '<picture><img src="https://cdn.example/a.webp" alt="$&amp; &quot;>&lt;script>" loading="lazy"></picture>',
    );
    expect(pictureSnippet({ previews: [] } as never, '')).toBeUndefined();
  });

  test('a srcset of the console leaves out previews of another shape', () => {
    const preview = (key: string, width: number, height: number) => ({ key, width, height, size: 1 });
    const previews = [preview('thumb', 150, 150), preview('small', 300, 201), preview('full', 1600, 1067)];
    expect(alikePreviews(previews).map(({ key }) => key)).toEqual(['small', 'full']);
    expect(alikePreviews([])).toEqual([]);
  });

  test('an address leads where it says, and none to the photos', () => {
    const route = { place: 'pipeline', id: 'uploads-queue' } as const;
    expect(parseRoute(hrefOf(route))).toEqual(route);
    for (const start of ['', '#', '#/', '#/photos']) expect(parseRoute(start)).toEqual({ place: 'photos' });
  });

  test.each(['#/nowhere', '#nowhere', '#/failures/7', '#/photos/1/2', '#/photos/%zz', '#/constructor'])(
    '%s is no page',
    (hash) => expect(parseRoute(hash)).toBeUndefined(),
  );
});

describe('the sheet', () => {
  const image = (imageId: string, timestamp: number, more: Partial<ImageSummary> = {}): ImageSummary => ({
    imageId,
    timestamp,
    processingStatus: 'COMPLETED',
    key: `uploads/${imageId}.jpg`,
    ...more,
  });
  const images = [
    image('old', 1, { userId: 'bob' }),
    image('new', 3, { userId: 'alice' }),
    image('bad', 2, { processingStatus: 'FAILED' }),
  ];

  test('is in order of time, and filtered by what is asked', () => {
    const ids = (filter: Partial<Parameters<typeof filterImages>[1]>) =>
      filterImages(images, { status: 'ALL', userId: '', text: '', ...filter }).map(({ imageId }) => imageId);
    expect(ids({})).toEqual(['new', 'bad', 'old']);
    expect(ids({ status: 'FAILED' })).toEqual(['bad']);
    expect(ids({ userId: 'bob' })).toEqual(['old']);
    expect(ids({ text: ' NEW.J' })).toEqual(['new']);
    expect(usersOf(images)).toEqual(['alice', 'bob']);
  });

  test('draws the rows on the screen and three around them', () => {
    expect(visibleRows({ scrolled: 0, height: 800 }, 200, 1_000)).toEqual({ first: 0, end: 7 });
    expect(visibleRows({ scrolled: 10_000, height: 800 }, 200, 1_000)).toEqual({ first: 47, end: 57 });
    expect(visibleRows({ scrolled: 199_500, height: 800 }, 200, 1_000)).toEqual({ first: 994, end: 1_000 });
    expect(visibleRows({ scrolled: -500, height: 800 }, 200, 1)).toEqual({ first: 0, end: 1 });
  });

  test('fills the width with frames of 3 to 2', () => {
    expect(sheetGeometry(343)).toMatchObject({ columns: 2, frameWidth: 171.5 });
    expect(sheetGeometry(1_200)).toMatchObject({ columns: 5, frameWidth: 240, rowHeight: 230 });
    expect(sheetGeometry(0).columns).toBe(1);
  });

  test('keys stay within it', () => {
    const from = (key: string, current: number) => nextFrame(key, current, 10, 4);
    expect([from('ArrowRight', 9), from('ArrowLeft', 0), from('ArrowDown', 7), from('ArrowUp', 2)]).toEqual([
      9, 0, 7, 2,
    ]);
    expect([from('ArrowDown', 5), from('ArrowUp', 5), from('Home', 5), from('End', 5)]).toEqual([9, 1, 0, 9]);
    expect([from('PageDown', 1), from('PageUp', 9), from('a', 1)]).toEqual([9, 0, undefined]);
  });
});

describe('charts', () => {
  test('end at a number that reads well', () => {
    expect([0, 0.3, 1, 7, 12, 21, 50, 51].map(roundUp)).toEqual([1, 0.5, 1, 10, 20, 50, 50, 100]);
  });

  test('show quiet minutes as such', () => {
    const busy = { minute: 120_000, processed: 3, failed: 0, sourceBytes: 9, previewBytes: 1 };
    const minutes = lastMinutes([busy], 185_000, 3);
    expect(minutes.map(({ minute, processed }) => [minute, processed])).toEqual([
      [60_000, 0],
      [120_000, 3],
      [180_000, 0],
    ]);
  });
});
