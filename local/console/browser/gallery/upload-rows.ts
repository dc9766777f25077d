import type { ImageSummary, Stage } from '../../twin-view';
import { formatCount } from '../parts/format';
import { STATUS_WORDS } from '../parts/status-words';
import type { Progress } from '../state/progress';
import { type UploadStatus, uploadStatusOf } from '../state/upload-status';
import type { LocalUpload } from '../state/uploads';

/** A line of the list of uploads: a file of this browser, or an upload that the twin reports. */
export type UploadRow =
  | { readonly kind: 'local'; readonly upload: LocalUpload; readonly at: number }
  | {
      readonly kind: 'reported';
      readonly progress: Progress;
      readonly image: ImageSummary | undefined;
      readonly status: UploadStatus;
      readonly at: number;
    };

/** All uploads to list, newest first. Waiting uploads come last. */
export function uploadRows(
  uploads: readonly LocalUpload[],
  progress: ReadonlyMap<string, Progress>,
  images: ReadonlyMap<string, ImageSummary>,
): UploadRow[] {
  const local = uploads
    .filter(({ state, imageId = '' }) => state === 'refused' || !progress.has(imageId))
    .map((upload): UploadRow => ({ kind: 'local', upload, at: upload.startedAt }));
  const reported = [...progress.values()]
    .filter(({ isClosed = false }) => !isClosed)
    .map((each): UploadRow => {
      const image = images.get(each.imageId);
      const status = uploadStatusOf(each, image);
      return { kind: 'reported', progress: each, image, status, at: each.startedAt };
    });
  return [...local, ...reported].sort((a, b) => Number(isWaiting(a)) - Number(isWaiting(b)) || b.at - a.at);
}

/** Whether the upload waits in this browser to be sent, or in the queue to be processed. */
function isWaiting(row: UploadRow): boolean {
  if (row.kind === 'local') return row.upload.state === 'waiting';
  return row.status === 'PROCESSING' && !STAGES_AT_WORK.some((stage) => stage in row.progress.reached);
}

const STAGES_AT_WORK: readonly Stage[] = ['download', 'inspect', 'render', 'store', 'recorded'];

/** Whether nothing more will happen to the upload by itself. */
export const hasEnded = (row: UploadRow): boolean =>
  row.kind === 'local' ? row.upload.state === 'refused' : row.status !== 'PROCESSING';

/** The number of uploads by state, e.g. `3 sending, 190 queued, 8 processing`, including those that are not shown. */
export function uploadSummary(rows: readonly UploadRow[]): string {
  const counts = new Map<string, number>();
  for (const row of rows) counts.set(wordOf(row), (counts.get(wordOf(row)) ?? 0) + 1);
  return WORDS.flatMap((word) => {
    const count = counts.get(word);
    return count === undefined ? [] : [`${formatCount(count)} ${word}`];
  }).join(', ');
}

const WORDS = [
  'waiting to be sent',
  'sending',
  'queued',
  'processing',
  'ready',
  'deleted',
  'failed',
  'not uploaded',
];

function wordOf(row: UploadRow): string {
  if (row.kind === 'reported') {
    if (row.status === 'DEAD_LETTER') return 'failed';
    return isWaiting(row) ? 'queued' : STATUS_WORDS[row.status].toLowerCase();
  }
  if (row.upload.state === 'refused') return 'not uploaded';
  return isWaiting(row) ? 'waiting to be sent' : 'sending';
}
