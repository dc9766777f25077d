import type { ImageLimits } from './image/image-limits';
import type { UserIdSource } from './image-record';
import type { EventPublisher, ImageCatalog, ImageStore, PreviewCache } from './ports';
import type { MemoryBudget } from './previews/memory-budget';
import type { RecipeBook } from './previews/recipe-book';

/** What the use cases work with: the ports, and the settings of this deployment. */
export interface ProcessingDependencies {
  readonly store: ImageStore;
  readonly catalog: ImageCatalog;
  readonly publisher: EventPublisher;
  /** The caches of the CDN. @default none: previews are read from the store */
  readonly cache?: PreviewCache;
  readonly recipes: RecipeBook;
  readonly limits: ImageLimits;
  /** What all images of this process may take together; without it, what they like. */
  readonly memory?: MemoryBudget;
  /** Days after which the table forgets a finished record; never when absent. */
  readonly retentionDays?: number;
  /** Where the user of a photo is read from. @default metadata */
  readonly userIdSource?: UserIdSource;
  /** Epoch milliseconds. */
  readonly now: () => number;
}

/** One attempt at one event. */
export interface Attempt {
  /** Names the attempt's cause: a redelivery of the same message is the same holder. */
  readonly holder: string;
  /** Epoch milliseconds by which rendering must be over to leave time for storing and recording. */
  readonly renderBy: number;
  /** Epoch milliseconds after which this attempt is certainly dead. */
  readonly claimUntil: number;
}
