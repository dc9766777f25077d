import { EVERYTHING, type GalleryFilter } from './filter';

/** How the gallery was left, so that coming back from a photo finds it the same. Gone with the page. */
export const remembered: { filter: GalleryFilter; scrollTop: number } = { filter: EVERYTHING, scrollTop: 0 };
