import type { PhotoShelf } from '../photos/photo-shelf';
import type { Finding } from '../report/finding';

/** The run that a section is part of. */
export interface Bench {
  /** Fewer photos and rounds, for a first impression. */
  readonly quick: boolean;
  readonly photos: PhotoShelf;
  readonly progress: (text: string) => void;
}

export interface Section {
  readonly letter: string;
  readonly title: string;
  readonly run: (bench: Bench) => Promise<Finding>;
}
