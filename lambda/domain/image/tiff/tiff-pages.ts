import { DirectoryReader } from './image-directory';

/**
 * Whether a TIFF has more than `max` pages. The decoder visits all pages to count them, at 6 to 20 microseconds each.
 * This function stops after `max`, so a circular chain of pages counts as too many.
 */
export function hasMorePagesThan(tiff: Buffer, max: number): boolean {
  const reader = DirectoryReader.open(tiff);
  let pages = 0;
  for (let page = reader?.first(); page; page = reader?.at(page.next)) {
    pages++;
    if (pages > max) return true;
  }
  return false;
}
