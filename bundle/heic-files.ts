import { readFile } from 'node:fs/promises';
import { join, posix } from 'node:path';
import { PROJECT_ROOT } from './project';
import type { ArchiveFile } from './reproducible-zip';

/** The thread that decodes, relative to the project. It runs as it is, beside the code that starts it. */
export const HEIC_WORKER = 'lambda/domain/image/heif/heic-worker.mjs';

/** The parts of libheif-js that the thread loads, and the licence that has to go with them. */
const LIBRARY_FILES = [
  'package.json',
  'libheif-wasm/LICENSE',
  'libheif-wasm/libheif.js',
  'libheif-wasm/libheif.wasm',
].map((file) => `node_modules/libheif-js/${file}`);

/**
 * What bundled code needs beside it to decode HEIC, which is read only when one arrives; nothing for code that starts no
 * such thread. The library stays in files of its own that can be replaced, as its licence asks for.
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
