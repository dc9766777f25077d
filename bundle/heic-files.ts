import { readFile } from 'node:fs/promises';
import { join, posix } from 'node:path';
import { PROJECT_ROOT } from './project';
import type { ArchiveFile } from './reproducible-zip';

/**
 * The file of the decoder thread, relative to the project. It is not bundled, and is placed next to the code that
 * starts it.
 */
export const HEIC_WORKER = 'lambda/domain/image/heif/heic-worker.mjs';

/** The files of libheif-js that the thread loads, and their licence, which must accompany them. */
const LIBRARY_FILES = [
  'package.json',
  'libheif-wasm/LICENSE',
  'libheif-wasm/libheif.js',
  'libheif-wasm/libheif.wasm',
].map((file) => `node_modules/libheif-js/${file}`);

/**
 * The additional files that bundled code needs to decode HEIC; empty for code that does not start the decoder thread.
 * They are read only for the first HEIC. The library stays in separate, replaceable files, as its licence requires.
 */
export async function heicFiles(code: readonly ArchiveFile[]): Promise<ArchiveFile[]> {
  const name = posix.basename(HEIC_WORKER);
  const starters = code.filter(
    ({ path, bytes }) => path.endsWith('.mjs') && Buffer.from(bytes).includes(name),
  );
  if (starters.length === 0) return [];
  const folders = new Set(starters.map(({ path }) => posix.dirname(path)));
  const worker = await readFile(join(PROJECT_ROOT, HEIC_WORKER));
  const library = LIBRARY_FILES.map(async (path) => ({
    path,
    bytes: await readFile(join(PROJECT_ROOT, path)),
  }));
  return [
    ...[...folders].map((folder) => ({ path: posix.join(folder, name), bytes: worker })),
    ...(await Promise.all(library)),
  ];
}
