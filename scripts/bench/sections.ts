import type { Section } from './section';
import { batches } from './sections/batches';
import { coldStart } from './sections/cold-start';
import { imageHandler } from './sections/image-handler';
import { infrastructure } from './sections/infrastructure';
import { memory } from './sections/memory';
import { packageSize } from './sections/package-size';
import { peers } from './sections/peers';
import { refusals } from './sections/refusals';
import { render } from './sections/render';
import { wholeFunction } from './sections/whole-function';

/** All there is to measure, in the order it is measured and told. */
export const SECTIONS: readonly Section[] = [
  render,
  peers,
  imageHandler,
  wholeFunction,
  batches,
  coldStart,
  memory,
  infrastructure,
  refusals,
  packageSize,
];
