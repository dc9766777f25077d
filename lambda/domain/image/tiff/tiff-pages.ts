import { DirectoryReader } from './image-directory';

/**
 * Whether a TIFF has more pages than `most`. The decoder walks all of them, at 6 to 20 microseconds each,
 * before it tells their number; here the walk ends when it has seen enough, and a chain that runs in a circle
 * has no end.
 */
export function hasMorePagesThan(tiff: Buffer, most: number): boolean {
  const reader = DirectoryReader.open(tiff);
  let pages = 0;
  for (let page = reader?.first(); page; page = reader?.at(page.next)) {
    pages++;
    if (pages > most) return true;
  }
  return false;
}
