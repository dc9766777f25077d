import type { Stage, StageReached } from '../../twin-view';
import { STAGE_ORDER } from '../parts/stage-words';

/** How far one upload has come. */
export interface Progress {
  readonly imageId: string;
  readonly key: string;
  readonly startedAt: number;
  /** The stages it has reached, and when. Epoch milliseconds. */
  readonly reached: Readonly<Partial<Record<Stage, number>>>;
  /** Whether it was given up on, and waits for a redrive. */
  readonly isDeadLetter: boolean;
  /** Whether it is no longer listed: somebody closed it, or it had ended before the page was opened. */
  readonly isClosed?: boolean;
  /** When nothing more was to be expected of it, by this browser's clock. */
  readonly endedAt?: number;
}

/** Where an attempt begins; what a former attempt reached beyond it is no longer true. */
const BEGINNINGS: ReadonlySet<string> = new Set<Stage>(['queued', 'download']);

/** Only what has a terminal record comes this far. */
const ENDINGS: ReadonlySet<string> = new Set<Stage>(['published', 'mailed']);

/** The progress after one more stage. An upload that starts over has nothing behind it. */
export function advanced(known: Progress | undefined, reached: StageReached, now: number): Progress {
  const { imageId, key, stage, at } = reached;
  const fresh: Progress = { imageId, key, startedAt: at, reached: {}, isDeadLetter: false };
  if (stage === 'dead-letter') return { ...(known ?? fresh), isDeadLetter: true, endedAt: now };
  const isAnew = !known || known.isDeadLetter || (stage === 'uploaded' && known.reached.uploaded !== at);
  const base = isAnew ? fresh : known;
  const kept = BEGINNINGS.has(stage) ? before(base.reached, stage) : base.reached;
  const next = { ...base, reached: { ...kept, [stage]: at } };
  // A version that was finished before is announced again, and its record stays as it was.
  return ENDINGS.has(stage) && next.endedAt === undefined ? { ...next, endedAt: now } : next;
}

function before(reached: Progress['reached'], stage: Stage): Progress['reached'] {
  const earlier = STAGE_ORDER.slice(0, STAGE_ORDER.indexOf(stage));
  return Object.fromEntries(earlier.flatMap((each) => (each in reached ? [[each, reached[each]]] : [])));
}
