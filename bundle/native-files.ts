import { readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import type { NativePackage } from './native-packages';
import type { ArchiveFile } from './reproducible-zip';

/** C headers are for compiling against libvips. Licences, readmes and versions.json stay: LGPL asks for them. */
const FOR_COMPILING = /\.(?:h|hpp|gypi?|pc)$/;

/** The files of a native package as they go into the zip, below `node_modules/<name>/`. */
export async function nativeFiles({ name, folder }: NativePackage): Promise<ArchiveFile[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries
    // Symbolic links are no files here: a package from npm has none, and a zip must not.
    .filter((entry) => entry.isFile() && !FOR_COMPILING.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));
  return Promise.all(
    paths.map(async (path) => ({
      path: ['node_modules', name, ...relative(folder, path).split(sep)].join('/'),
      bytes: await readFile(path),
    })),
  );
}
