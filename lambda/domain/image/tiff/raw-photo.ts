import { DirectoryReader } from './image-directory';

/** Tags of TIFF and DNG: the kind of picture in a directory, and the version of a DNG. */
const [NEW_SUBFILE_TYPE, DNG_VERSION] = [0x00fe, 0xc612];
const REDUCED_RESOLUTION = 1;

/**
 * The name of the kind of RAW file; undefined for a real TIFF. A RAW file has the structure of a TIFF, and its first
 * page is only a thumbnail, which must not pass for the photo.
 */
export function nameRawPhoto(tiff: Buffer): string | undefined {
  const first = DirectoryReader.open(tiff)?.first();
  if (first?.has(DNG_VERSION)) return 'a RAW photo (DNG)';
  const shows = first?.number(NEW_SUBFILE_TYPE) ?? 0;
  return shows & REDUCED_RESOLUTION ? 'a RAW photo of a camera' : undefined;
}
