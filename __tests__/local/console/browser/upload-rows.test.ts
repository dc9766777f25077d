import { uploadRows, uploadSummary } from '../../../../local/console/browser/gallery/upload-rows';
import type { Progress } from '../../../../local/console/browser/state/progress';
import type { LocalUpload } from '../../../../local/console/browser/state/uploads';
import type { ImageSummary } from '../../../../local/console/twin-view';

const progress = (imageId: string, startedAt: number, more: Partial<Progress> = {}): [string, Progress] => [
  imageId,
  { imageId, key: `uploads/${imageId}.jpg`, startedAt, reached: {}, isDeadLetter: false, ...more },
];

const image = (
  imageId: string,
  processingStatus: ImageSummary['processingStatus'],
): [string, ImageSummary] => [
  imageId,
  { imageId, timestamp: 1, processingStatus, key: `uploads/${imageId}.jpg` },
];

const local = (id: number, state: LocalUpload['state'], imageId?: string): LocalUpload => ({
  id,
  startedAt: 100 + id,
  name: `${id}.jpg`,
  size: 1,
  sent: 0,
  state,
  ...(imageId && { imageId }),
});

const namesOf = (...given: Parameters<typeof uploadRows>): string[] =>
  uploadRows(...given).map((row) => (row.kind === 'local' ? row.upload.name : row.progress.imageId));

describe('the list of uploads', () => {
  test('has the newest first, and those that wait for their turn last', () => {
    const uploads = [local(1, 'waiting'), local(2, 'sending'), local(3, 'refused')];
    const reached = { queued: 1, download: 2 };
    const reported = new Map([
      progress('old', 50, { reached }),
      progress('queued', 900, { reached: { queued: 1 } }),
      progress('new', 500, { reached }),
    ]);
    const names = ['new', '3.jpg', '2.jpg', 'old', 'queued', '1.jpg'];
    expect(namesOf(uploads, reported, new Map())).toEqual(names);
  });

  test('has each upload once, and none that was closed', () => {
    const reported = new Map([progress('a', 50), progress('b', 60, { isClosed: true, endedAt: 70 })]);
    expect(namesOf([local(1, 'sending', 'a')], reported, new Map())).toEqual(['a']);
  });

  test('is counted in full, with the words of the other pages', () => {
    const reported = new Map([
      ...Array.from({ length: 302 }, (_, index) => progress(`q${index}`, index)),
      progress('busy', 1, { reached: { queued: 1, render: 2 } }),
      progress('ok', 1, { endedAt: 2 }),
      progress('bad', 1, { endedAt: 2 }),
      progress('dead', 1, { endedAt: 2, isDeadLetter: true }),
    ]);
    const images = new Map([image('ok', 'COMPLETED'), image('bad', 'FAILED')]);
    const rows = uploadRows([local(1, 'waiting'), local(2, 'refused')], reported, images);
    expect(uploadSummary(rows)).toBe(
      '1 waiting to be sent, 302 queued, 1 processing, 1 ready, 2 failed, 1 not uploaded',
    );
  });
});
