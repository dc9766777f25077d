import type { Section } from './section';
import { coldStart } from './sections/cold-start';
import { imageHandler } from './sections/image-handler';
import { peers } from './sections/peers';
import { render } from './sections/render';

/** All there is to measure, in the order it is measured and told. */
export const SECTIONS: readonly Section[] = [render, peers, imageHandler, coldStart];
