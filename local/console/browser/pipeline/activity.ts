import type { ComponentId } from '../../pipeline-diagram';
import type { Stage } from '../../twin-view';
import { STAGE_ORDER } from '../parts/stage-words';
import type { ConsoleState } from '../state/console-state';

/** The arrows that light up, with the box at their end, while an upload is at a stage. */
const LIT_BY: Readonly<Record<Stage, readonly (readonly [ComponentId, ComponentId])[]>> = {
  uploaded: [['client', 'source-bucket']],
  queued: [['source-bucket', 'uploads-queue']],
  download: [['uploads-queue', 'image-processor']],
  inspect: [['uploads-queue', 'image-processor']],
  render: [['uploads-queue', 'image-processor']],
  store: [['image-processor', 'processed-bucket']],
  recorded: [['image-processor', 'image-metadata-table']],
  published: [['image-processor', 'event-bus']],
  mailed: [
    ['event-bus', 'notification-rules'],
    ['notification-rules', 'notifications-topic'],
    ['notifications-topic', 'email'],
  ],
};

/** Milliseconds for which an upload lights its last stage afterwards, so that quick uploads are visible, too. */
const AFTERGLOW_MS = 2_500;

export interface Activity {
  readonly boxes: ReadonlySet<ComponentId>;
  /** `<from> <to>`. */
  readonly arrows: ReadonlySet<string>;
  /** Boxes that need attention. */
  readonly alarming: ReadonlySet<ComponentId>;
  /** Number of photos in a box right now. */
  readonly counts: ReadonlyMap<ComponentId, number>;
}

export const arrowName = (from: ComponentId, to: ComponentId): string => `${from} ${to}`;

/** The activity that the diagram shows. */
export function activityOf({ progress, queues, alarms }: ConsoleState, now: number): Activity {
  const boxes = new Set<ComponentId>();
  const arrows = new Set<string>();
  for (const { reached, endedAt, isDeadLetter } of progress.values()) {
    const latest = STAGE_ORDER.findLast((stage) => stage in reached);
    if (!latest || isDeadLetter || (endedAt !== undefined && now - endedAt > AFTERGLOW_MS)) continue;
    for (const [from, to] of LIT_BY[latest]) {
      boxes.add(to);
      arrows.add(arrowName(from, to));
    }
  }
  const ringing = alarms.filter(({ state }) => state === 'ALARM').length;
  return {
    boxes,
    arrows,
    alarming: new Set<ComponentId>([
      ...(queues.deadLetters > 0 ? (['dead-letter-queue'] as const) : []),
      ...(ringing > 0 ? (['alarms'] as const) : []),
    ]),
    counts: new Map<ComponentId, number>([
      ['uploads-queue', queues.waiting],
      ['image-processor', queues.inFlight],
      ['dead-letter-queue', queues.deadLetters],
      ['alarms', ringing],
    ]),
  };
}
