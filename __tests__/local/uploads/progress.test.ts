import type { PhotoFile } from '../../../local/uploads/photo-file';
import { Progress } from '../../../local/uploads/progress';

const file: PhotoFile = { name: 'a.jpg', key: 'uploads/a.jpg', size: 2_000, open: () => Buffer.alloc(0) };
const failure = { code: 'CORRUPT_IMAGE', message: 'The picture is damaged.' };

function reported(isTTY: boolean): string {
  let text = '';
  const progress = new Progress(2, { isTTY, write: (more) => (text += more) });
  progress.report({ file });
  progress.report({ file, failure });
  progress.finish();
  return text;
}

describe('the progress of uploads', () => {
  it('is one plain line for each outcome where nobody watches', () => {
    const lines = reported(false).trimEnd().split('\n');
    expect(lines).toHaveLength(3);
    expect(lines[1]).toBe('  FAILED  a.jpg: CORRUPT_IMAGE: The picture is damaged.');
    expect(lines[2]).toBe('1 of 2 done, 1 failed.');
    expect(reported(false)).not.toContain('\x1b');
  });

  it('shows on a terminal how far the whole is', () => {
    expect(reported(true)).toContain('  1 of 2, 0 failed');
  });
});
