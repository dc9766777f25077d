import { EVERYTHING, type GalleryFilter } from './filter';

/** Filter and scroll position of the gallery, kept while a photo is shown. A reload resets them. */
export const lastGalleryState: { filter: GalleryFilter; scrollTop: number } = {
  filter: EVERYTHING,
  scrollTop: 0,
};
