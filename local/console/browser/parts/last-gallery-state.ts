import { EVERYTHING, type GalleryFilter } from './filter';

/** A photo on the sheet, and the distance of its strip from the top of the screen. */
export interface SheetPosition {
  readonly imageId: string;
  /** Its place among all photos that were shown. */
  readonly index: number;
  /** Pixels. */
  readonly top: number;
}

/** Filter and scroll position of the gallery, kept while a photo is shown. A reload resets them. */
export const lastGalleryState: { filter: GalleryFilter; position: SheetPosition | undefined } = {
  filter: EVERYTHING,
  position: undefined,
};
