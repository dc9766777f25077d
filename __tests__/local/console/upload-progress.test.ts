import { UploadProgress } from '../../../local/console/twin/upload-progress';
import type { Stage } from '../../../local/console/twin-view';

const reached = (stage: Stage) => ({ imageId: 'i', key: 'uploads/fog.jpg', stage, at: 1 });

describe('the uploads in progress', () => {
  it('are those without a terminal record', () => {
    const progress = new UploadProgress();
    progress.add(reached('queued'));
    progress.add(reached('store'));
    expect(progress.stages.map(({ stage }) => stage)).toEqual(['queued', 'store']);
    expect(progress.end('i')).toBe(true);
    expect(progress.stages).toEqual([]);
  });

  it('do not contain a finished one again when its mail arrives', () => {
    const progress = new UploadProgress();
    progress.add(reached('queued'));
    progress.end('i');
    progress.add(reached('published'));
    progress.add(reached('mailed'));
    expect(progress.stages).toEqual([]);
  });
});
