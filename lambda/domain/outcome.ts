import type { ImageRecord } from './image-record';

/** The result of one event. Everything else is thrown, and the sender of the event retries it. */
export type Outcome =
  | { readonly kind: 'completed' | 'failed' | 'deleted'; readonly record: ImageRecord }
  /** The version was already finished. Its event was published again, and nothing was rendered. */
  | { readonly kind: 'duplicate'; readonly record: ImageRecord }
  /** A newer event of the same key has replaced this one. */
  | { readonly kind: 'superseded'; readonly record?: ImageRecord };
