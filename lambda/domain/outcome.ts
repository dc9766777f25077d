import type { ImageRecord } from './image-record';

/** How one event ended. Whatever is not here was thrown, and goes back to where the event came from. */
export type Outcome =
  | { readonly kind: 'completed' | 'failed' | 'deleted'; readonly record: ImageRecord }
  /** The version was finished before: its event was published again and nothing was rendered. */
  | { readonly kind: 'duplicate'; readonly record: ImageRecord }
  /** A newer event of the same key has made this one needless. */
  | { readonly kind: 'superseded'; readonly record?: ImageRecord };
