import type { ImageSummary, TwinSnapshot } from '../../twin-view';
import { advanced, type Progress } from './progress';

export type Connection = 'connecting' | 'live' | 'lost';

/** The state of the page. It is replaced, never changed in place. */
export interface ConsoleState extends Omit<TwinSnapshot, 'images' | 'stages'> {
  readonly connection: Connection;
  readonly images: ReadonlyMap<string, ImageSummary>;
  readonly progress: ReadonlyMap<string, Progress>;
  /** Newest first, unlike those of a snapshot. */
  readonly mails: TwinSnapshot['mails'];
  /** Newest first, too. */
  readonly invocations: TwinSnapshot['invocations'];
}

/** The state after a snapshot of the twin. */
export function stateOfSnapshot(snapshot: TwinSnapshot): ConsoleState {
  const { images, stages, mails, invocations, ...others } = snapshot;
  const progress = new Map<string, Progress>();
  const now = Date.now();
  for (const reached of stages) {
    progress.set(reached.imageId, advanced(progress.get(reached.imageId), reached, now));
  }
  for (const [imageId, each] of progress) {
    if (each.endedAt !== undefined) progress.set(imageId, { ...each, isClosed: true });
  }
  return {
    ...others,
    connection: 'live',
    images: new Map(images.map((image) => [image.imageId, image])),
    progress,
    mails: mails.toReversed(),
    invocations: invocations.toReversed(),
  };
}

export const isTerminal = ({ processingStatus }: ImageSummary): boolean => processingStatus !== 'PROCESSING';
