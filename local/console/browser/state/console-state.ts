import type { PipelineDiagram } from '../../pipeline-diagram';
import type {
  Alarm,
  ImageSummary,
  Invocation,
  Mail,
  MetricMinute,
  QueueDepths,
  Stage,
  TwinInfo,
  TwinSnapshot,
} from '../../twin-view';

export type Connection = 'connecting' | 'live' | 'lost';

/** How far one upload has come. */
export interface Progress {
  readonly imageId: string;
  readonly key: string;
  readonly startedAt: number;
  /** The stages it has reached, and when. Epoch milliseconds. */
  readonly reached: Readonly<Partial<Record<Stage, number>>>;
  /** When its record became terminal, by this browser's clock. */
  readonly endedAt?: number;
}

/** What the whole page is drawn from. Replaced, never changed in place. */
export interface ConsoleState {
  readonly connection: Connection;
  readonly info: TwinInfo;
  readonly diagram: PipelineDiagram;
  readonly images: ReadonlyMap<string, ImageSummary>;
  readonly progress: ReadonlyMap<string, Progress>;
  readonly queues: QueueDepths;
  readonly alarms: readonly Alarm[];
  /** Newest first. */
  readonly mails: readonly Mail[];
  /** Newest first. */
  readonly invocations: readonly Invocation[];
  /** Oldest first. */
  readonly metrics: readonly MetricMinute[];
}

/** The state after a snapshot: everything as the twin says now. */
export function stateOfSnapshot(snapshot: TwinSnapshot): ConsoleState {
  const { info, diagram, images, stages, queues, alarms, mails, invocations, metrics } = snapshot;
  const progress = new Map<string, Progress>();
  for (const { imageId, key, stage, at } of stages) {
    const known = progress.get(imageId) ?? { imageId, key, startedAt: at, reached: {} };
    progress.set(imageId, { ...known, reached: { ...known.reached, [stage]: at } });
  }
  return {
    connection: 'live',
    info,
    diagram,
    images: new Map(images.map((image) => [image.imageId, image])),
    progress,
    queues,
    alarms,
    mails: mails.toReversed(),
    invocations: invocations.toReversed(),
    metrics,
  };
}

export const isTerminal = ({ processingStatus }: ImageSummary): boolean => processingStatus !== 'PROCESSING';
