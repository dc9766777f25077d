import type { Versioning } from './in-memory-image-store';
import { KeyHistory, type Step } from './key-history';
import type { Photos } from './two-photos';

/** The steps of short histories of a bucket. */
const STEPS: Readonly<Record<Versioning, readonly Step[]>> = {
  Enabled: ['A', 'B', 'd', 'x', 'y', 'z'],
  Suspended: ['A', 'B', 'd', 'x', 'y', 'z'],
  Off: ['A', 'B', 'd'],
};

/** All sequences of up to `longest` steps in which every step has an effect. */
export function* historiesOf(
  versioning: Versioning,
  longest: number,
  photos: Photos,
  begun: readonly Step[] = [],
): Generator<readonly Step[]> {
  if (begun.length === longest) return;
  for (const step of STEPS[versioning]) {
    const history = [...begun, step];
    const bucket = new KeyHistory(versioning, photos);
    if (!history.every((each) => bucket.do(each))) continue;
    yield history;
    yield* historiesOf(versioning, longest, photos, history);
  }
}
