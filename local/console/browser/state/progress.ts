import type { Stage, StageReached } from '../../twin-view';
import { STAGE_ORDER } from '../parts/stage-words';

/** The progress of one upload. */
export interface Progress {
  readonly imageId: string;
  readonly key: string;
  readonly startedAt: number;
  /** The time at which it reached each stage, epoch milliseconds. */
  readonly reached: Readonly<Partial<Record<Stage, number>>>;
  /** Whether every attempt failed, so that it waits for a redrive. */
  readonly isDeadLetter: boolean;
  /** Whether it is no longer listed: somebody closed it, or it had ended before the page was opened. */
  readonly isClosed?: boolean;
  /** The time at which it ended, by this browser's clock. */
  readonly endedAt?: number;
}

/** Stages at which an attempt begins. Later stages of an earlier attempt then no longer count. */
const FIRST_STAGES: ReadonlySet<string> = new Set<Stage>(['queued', 'download']);

/** Only uploads with a terminal record reach these stages. */
const LAST_STAGES: ReadonlySet<string> = new Set<Stage>(['published', 'mailed']);

/** The progress after one more stage. An upload that starts over loses its earlier stages. */
export function advanced(known: Progress | undefined, reached: StageReached, now: number): Progress {
  const { imageId, key, stage, at } = reached;
  const fresh: Progress = { imageId, key, startedAt: at, reached: {}, isDeadLetter: false };
  if (stage === 'dead-letter') return { ...(known ?? fresh), isDeadLetter: true, endedAt: now };
  const startsOver = !known || known.isDeadLetter || (stage === 'uploaded' && known.reached.uploaded !== at);
  const base = startsOver ? fresh : known;
  const kept = FIRST_STAGES.has(stage) ? before(base.reached, stage) : base.reached;
  const next = { ...base, reached: { ...kept, [stage]: at } };
  // A version that ended before is announced again, but its record does not change.
  return LAST_STAGES.has(stage) && next.endedAt === undefined ? { ...next, endedAt: now } : next;
}

function before(reached: Progress['reached'], stage: Stage): Progress['reached'] {
  const earlier = STAGE_ORDER.slice(0, STAGE_ORDER.indexOf(stage));
  return Object.fromEntries(earlier.flatMap((each) => (each in reached ? [[each, reached[each]]] : [])));
}
