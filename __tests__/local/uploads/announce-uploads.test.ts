import type { BusEvent } from '../../../local/event-bus/event-bus';
import { announceUploads } from '../../../local/uploads/announce-uploads';

function announced(type: string, detail: object): string[] {
  const lines: string[] = [];
  let publish: (bus: string, event: BusEvent) => void = () => {};
  const buses = {
    subscribe: (listener: typeof publish) => {
      publish = listener;
      return () => {};
    },
  };
  announceUploads(
    buses as never,
    (key) => key === 'uploads/given.jpg',
    (line) => lines.push(line),
  );
  publish('bus', { 'detail-type': type, detail } as unknown as BusEvent);
  return lines;
}

const done = { width: 4, height: 3, format: 'jpeg', previews: [], size: 2_000, durationMs: 5 };
const error = { code: 'CORRUPT_IMAGE', message: 'The picture is damaged.' };

describe('uploads from elsewhere', () => {
  it('are reported when they are done, failed or deleted', () => {
    expect(announced('Image Processing Completed', { key: 'uploads/a.jpg', ...done })).toEqual([
      expect.stringContaining('done    uploads/a.jpg: 4x3 jpeg'),
    ]);
    expect(announced('Image Processing Failed', { key: 'uploads/a.jpg', error })).toEqual([
      '  FAILED  uploads/a.jpg: CORRUPT_IMAGE: The picture is damaged.',
    ]);
    expect(announced('Image Deleted', { key: 'uploads/a.jpg' })).toEqual(['  deleted uploads/a.jpg']);
  });

  it('are printed on one line each, whatever their key contains', () => {
    expect(announced('Image Deleted', { key: 'uploads/\u001b[2K\n0 findings' })).toEqual([
      '  deleted uploads/\\u001b[2K\\n0 findings',
    ]);
  });

  it('are not reported a second time when they were given to npm start', () => {
    expect(announced('Image Processing Completed', { key: 'uploads/given.jpg', ...done })).toEqual([]);
  });
});
