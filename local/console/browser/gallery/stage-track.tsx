import type { ImageSummary, Stage } from '../../twin-view';
import { baseName, formatDuration } from '../parts/format';
import { STAGE_ORDER, STAGE_WORDS } from '../parts/stage-words';
import { hrefOf } from '../route';
import type { Progress } from '../state/console-state';

interface StageTrackProps {
  readonly progress: Progress;
  readonly image: ImageSummary | undefined;
}

/** One upload's way through the pipeline: a mark for each stage behind it, a light where it is. */
export function StageTrack({ progress, image }: StageTrackProps) {
  const latest = STAGE_ORDER.findLastIndex((stage) => stage in progress.reached);
  const status = progress.endedAt === undefined ? 'PROCESSING' : (image?.processingStatus ?? 'PROCESSING');
  return (
    <a class="tray" data-status={status} href={hrefOf({ place: 'photos', id: progress.imageId })}>
      <span class="tray-name">{baseName(progress.key)}</span>
      <span class="track" aria-hidden="true">
        {STAGE_ORDER.map((stage, index) => (
          <span key={stage} class="track-stage" data-state={markOf(index, latest, status)} />
        ))}
      </span>
      <span class="tray-stage">{wordsOf(STAGE_ORDER[latest], status, image)}</span>
    </a>
  );
}

function markOf(index: number, latest: number, status: ImageSummary['processingStatus']): string {
  if (index > latest) return 'ahead';
  if (status === 'FAILED') return 'failed';
  return index === latest && status === 'PROCESSING' ? 'here' : 'behind';
}

function wordsOf(
  stage: Stage | undefined,
  status: ImageSummary['processingStatus'],
  image: ImageSummary | undefined,
): string {
  if (status === 'FAILED') return image?.error?.message ?? 'Failed';
  if (status === 'DELETED') return 'Deleted';
  if (status === 'COMPLETED') {
    return image?.durationMs === undefined ? 'Ready' : `Ready in ${formatDuration(image.durationMs)}`;
  }
  return stage ? STAGE_WORDS[stage] : '';
}
