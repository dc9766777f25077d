import type { Finding } from './finding';
import type { PhotoShelf } from './photos/photo-shelf';

/** What sections get from the run they are part of. */
export interface Bench {
  /** Fewer photos and rounds: a first impression. */
  readonly quick: boolean;
  readonly photos: PhotoShelf;
  /** Tells people how far it is. */
  readonly progress: (text: string) => void;
}

export interface Section {
  readonly letter: string;
  readonly title: string;
  readonly run: (bench: Bench) => Promise<Finding>;
}
