import { readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import type { NativePackage } from './native-packages';
import type { ArchiveFile } from './reproducible-zip';

/** Files that are only needed to compile. Licences, readmes and versions.json are kept, as the LGPL requires. */
const BUILD_ONLY = /\.(?:h|hpp|gypi?|pc)$/;

/** The files of a native package, with their paths in the zip below `node_modules/<name>/`. */
export async function nativeFiles({ name, folder }: NativePackage): Promise<ArchiveFile[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries
    // This excludes symbolic links. npm packages do not contain any, and the zip must not either.
    .filter((entry) => entry.isFile() && !BUILD_ONLY.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));
  return Promise.all(
    paths.map(async (path) => ({
      path: ['node_modules', name, ...relative(folder, path).split(sep)].join('/'),
      bytes: await readFile(path),
    })),
  );
}
