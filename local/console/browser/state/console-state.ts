import type { PipelineDiagram } from '../../pipeline-diagram';
import type {
  Alarm,
  ImageSummary,
  Invocation,
  Mail,
  MetricMinute,
  QueueDepths,
  TwinInfo,
  TwinSnapshot,
} from '../../twin-view';
import { advanced, type Progress } from './progress';

export type Connection = 'connecting' | 'live' | 'lost';

/** The state of the whole page. Replaced, never changed in place. */
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
  const now = Date.now();
  for (const reached of stages) {
    progress.set(reached.imageId, advanced(progress.get(reached.imageId), reached, now));
  }
  for (const [imageId, each] of progress) {
    if (each.endedAt !== undefined) progress.set(imageId, { ...each, isClosed: true });
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
