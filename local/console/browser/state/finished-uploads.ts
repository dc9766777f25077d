import type { ConsoleState } from './console-state';
import type { Progress } from './progress';
import { hasFailed, uploadStatusOf } from './upload-status';

/** Milliseconds for which a successful upload stays in the list after its end. */
export const LINGER_MS = 6_000;

/** The state without the uploads that ended a while ago; the same state if there are none. */
export function withoutFinished(state: ConsoleState, now: number): ConsoleState {
  const kept = [...state.progress].filter(([, progress]) => isKept(progress, state, now));
  return kept.length === state.progress.size ? state : { ...state, progress: new Map(kept) };
}

function isKept(progress: Progress, { images }: ConsoleState, now: number): boolean {
  const { endedAt, imageId, isDeadLetter, isClosed = false } = progress;
  // The page of a photo shows a dead letter as long as there is no record.
  if (endedAt === undefined || isDeadLetter) return true;
  if (hasFailed(uploadStatusOf(progress, images.get(imageId)))) return !isClosed;
  return now - endedAt < LINGER_MS;
}

/** The state in which the uploads of these images are no longer listed if they have ended. */
export function withClosed(state: ConsoleState, imageIds: readonly string[]): ConsoleState {
  const progress = new Map(state.progress);
  for (const imageId of imageIds) {
    const known = progress.get(imageId);
    if (known?.endedAt !== undefined) progress.set(imageId, { ...known, isClosed: true });
  }
  return { ...state, progress };
}
