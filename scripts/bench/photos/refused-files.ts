import { deflateSync } from 'node:zlib';
import sharp, { type Sharp } from 'sharp';
import { jpegOfScans } from '../../../photo-generators/jpeg-of-scans';
import { pngChunk, pngWithoutPixels, withChunks } from '../../../photo-generators/png-file';
import { tiffOfTinyPages } from '../../../photo-generators/tiff-file';
import { keptFile } from './kept-file';

/** Unpacks to 8 MB. */
const TEXT_CHUNK = pngChunk(
  'zTXt',
  Buffer.concat([Buffer.from('Comment\0\0'), deflateSync(Buffer.alloc(8e6))]),
);

const flat = (width: number, height: number): Sharp =>
  sharp({ create: { width, height, channels: 3, background: '#806040' }, limitInputPixels: false });

/** Files that Darkroom rejects by their header. */
const FILES: Readonly<Record<string, () => Buffer | Promise<Buffer>>> = {
  'PNG of 900 MP': () => pngWithoutPixels(30_000, 30_000),
  'PNG of 900 MP, 50 compressed texts of 8 MB': () =>
    withChunks(pngWithoutPixels(30_000, 30_000), Array<Buffer>(50).fill(TEXT_CHUNK)),
  'PNG of 10,000,000 x 10': () => pngWithoutPixels(10_000_000, 10),
  'JPEG of 432 MP': () => flat(24_000, 18_000).jpeg().toBuffer(),
  'JPEG of 2,647 scans': () => jpegOfScans(10_000, 9_900, 2_647),
  'WebP of 112 MP': () => flat(16_000, 7_000).webp({ effort: 0 }).toBuffer(),
  'AVIF of 26 MP': () => flat(6_000, 4_400).avif({ effort: 0 }).toBuffer(),
  'GIF of 108 MP': () => flat(12_000, 9_000).gif({ effort: 1 }).toBuffer(),
  'TIFF of 108 MP': () => flat(12_000, 9_000).tiff({ compression: 'lzw' }).toBuffer(),
  'TIFF of 3,000 pages': () => tiffOfTinyPages(3_000),
  SVG: () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'),
};

export interface RefusedFile {
  readonly name: string;
  readonly path: string;
}

/** Returns the files from the cache, or makes them. */
export async function refusedFiles(progress: (text: string) => void): Promise<RefusedFile[]> {
  const files: RefusedFile[] = [];
  for (const [name, make] of Object.entries(FILES)) {
    const path = await keptFile(`refused/${name.replaceAll(/[^a-zA-Z0-9]+/g, '-')}`, () => {
      progress(`making a ${name}`);
      return make();
    });
    files.push({ name, path });
  }
  return files;
}
