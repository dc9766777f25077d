import { DirectoryReader } from './image-directory';

/** Of TIFF and DNG: which part of a file the first directory shows, and the mark of a DNG. */
const [NEW_SUBFILE_TYPE, DNG_VERSION] = [0x00fe, 0xc612];
const REDUCED_RESOLUTION = 1;

/**
 * Cameras' RAW files are laid out like a TIFF whose first page is but a small picture of what they hold, which
 * would pass for the photo. Names such a file; says nothing of a real TIFF.
 */
export function nameRawPhoto(tiff: Buffer): string | undefined {
  const first = DirectoryReader.open(tiff)?.first();
  if (first?.has(DNG_VERSION)) return 'a RAW photo (DNG)';
  const shows = first?.number(NEW_SUBFILE_TYPE) ?? 0;
  return shows & REDUCED_RESOLUTION ? 'a RAW photo of a camera' : undefined;
}
