import type { ImageSummary, Stage } from '../../twin-view';
import { baseName, formatDuration } from '../parts/format';
import { STAGE_ORDER, STAGE_WORDS } from '../parts/stage-words';
import { STATUS_WORDS } from '../parts/status-words';
import { hrefOf } from '../routing/route';
import type { Progress } from './progress';
import { hasFailed, type UploadStatus, uploadStatusOf } from './upload-status';

interface StageTrackProps {
  readonly progress: Progress;
  readonly image: ImageSummary | undefined;
}

/** The progress of one upload through the pipeline, with a mark for each stage. */
export function StageTrack({ progress, image }: StageTrackProps) {
  const latest = STAGE_ORDER.findLastIndex((stage) => stage in progress.reached);
  const status = uploadStatusOf(progress, image);
  return (
    <a class="tray" data-status={status} href={hrefOf({ place: 'photos', id: progress.imageId })}>
      <span class="tray-name" title={progress.key}>
        {baseName(progress.key)}
      </span>
      <span class="track" aria-hidden="true">
        {STAGE_ORDER.map((stage, index) => (
          <span key={stage} class="track-stage" data-state={markOf(index, latest, status)} />
        ))}
      </span>
      <span class="tray-stage">{wordsOf(STAGE_ORDER[latest], status, image)}</span>
    </a>
  );
}

function markOf(index: number, latest: number, status: UploadStatus): string {
  if (index > latest) return 'ahead';
  if (hasFailed(status)) return 'failed';
  return index === latest && status === 'PROCESSING' ? 'here' : 'behind';
}

function wordsOf(stage: Stage | undefined, status: UploadStatus, image: ImageSummary | undefined): string {
  if (status === 'FAILED') return image?.error?.message ?? STATUS_WORDS.FAILED;
  if (status === 'DELETED') return STATUS_WORDS.DELETED;
  if (status === 'DEAD_LETTER') return 'Every attempt failed. It is among the dead letters.';
  if (status === 'COMPLETED') {
    const { COMPLETED: ready } = STATUS_WORDS;
    return image?.durationMs === undefined ? ready : `${ready} in ${formatDuration(image.durationMs)}`;
  }
  return stage ? STAGE_WORDS[stage] : '';
}
