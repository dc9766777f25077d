import type { ImageLimits } from './image/image-limits';
import type { UserIdSource } from './image-record';
import type { EventPublisher, ImageCatalog, ImageStore, PreviewCache } from './ports';
import type { MemoryBudget } from './previews/memory-budget';
import type { RecipeBook } from './previews/recipe-book';

/** The ports and the settings of this deployment that the use cases need. */
export interface ProcessingDependencies {
  readonly store: ImageStore;
  readonly catalog: ImageCatalog;
  readonly publisher: EventPublisher;
  /** The caches of the CDN. @default none: previews are read from the store */
  readonly cache?: PreviewCache;
  readonly recipes: RecipeBook;
  readonly limits: ImageLimits;
  /** The memory that all images of this process share. @default unlimited */
  readonly memory?: MemoryBudget;
  /** Days after which a finished record expires. @default never */
  readonly retentionDays?: number;
  /** Where the user of a photo is read from. @default metadata */
  readonly userIdSource?: UserIdSource;
  /** Epoch milliseconds. */
  readonly now: () => number;
}

/** Milliseconds reserved after rendering to store the previews, write the record and publish the event. */
const FINISHING_MS = 8_000;

/** One attempt at one event. */
export interface Attempt {
  /** Identifies the cause of the attempt. Redeliveries of one message have the same holder. */
  readonly holder: string;
  /** Epoch milliseconds. Rendering must end by then, to leave time for storing and recording. */
  readonly renderBy: number;
  /** Epoch milliseconds. This attempt is certain to have ended by then. */
  readonly claimUntil: number;
}

/**
 * An attempt that is certainly dead at a deadline.
 * @param deadline epoch milliseconds, such as the moment when Lambda ends the invocation
 */
export const attemptUntil = (holder: string, deadline: number): Attempt => ({
  holder,
  renderBy: deadline - FINISHING_MS,
  claimUntil: deadline,
});
