import type { ImageSummary, Stage } from '../../twin-view';
import { baseName, formatDuration } from '../parts/format';
import { STAGE_ORDER, STAGE_WORDS } from '../parts/stage-words';
import { hrefOf } from '../routing/route';
import type { Progress } from './progress';

interface StageTrackProps {
  readonly progress: Progress;
  readonly image: ImageSummary | undefined;
}

/** One upload's way through the pipeline: a mark for each stage behind it, a light where it is. */
export function StageTrack({ progress, image }: StageTrackProps) {
  const latest = STAGE_ORDER.findLastIndex((stage) => stage in progress.reached);
  const status = statusOf(progress, image);
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

type Status = ImageSummary['processingStatus'] | 'DEAD_LETTER';

function statusOf({ isDeadLetter, endedAt }: Progress, image: ImageSummary | undefined): Status {
  if (isDeadLetter) return 'DEAD_LETTER';
  // A former version's outcome is not this one's.
  return endedAt === undefined ? 'PROCESSING' : (image?.processingStatus ?? 'PROCESSING');
}

function markOf(index: number, latest: number, status: Status): string {
  if (index > latest) return 'ahead';
  if (status === 'FAILED' || status === 'DEAD_LETTER') return 'failed';
  return index === latest && status === 'PROCESSING' ? 'here' : 'behind';
}

function wordsOf(stage: Stage | undefined, status: Status, image: ImageSummary | undefined): string {
  if (status === 'FAILED') return image?.error?.message ?? 'Failed';
  if (status === 'DELETED') return 'Deleted';
  if (status === 'DEAD_LETTER') return 'Given up for now; it is among the dead letters';
  if (status === 'COMPLETED') {
    return image?.durationMs === undefined ? 'Ready' : `Ready in ${formatDuration(image.durationMs)}`;
  }
  return stage ? STAGE_WORDS[stage] : '';
}
