import { createReadStream, realpathSync, type Stats, statSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { basename, join, sep } from 'node:path';
import { UPLOADS_PREFIX } from '../../lambda/domain/upload';
import { BadPathError } from '../foundation/bad-path-error';
import type { PhotoFile } from './photo-file';

/** Bytes of one read. */
const READ_BYTES = 2 ** 20;

/**
 * Every regular file at or below the paths, in a stable order. A folder's files keep their paths relative to it. Hidden
 * files and folders are skipped, and so are broken links and links to a folder that contains them. Files of all types
 * are collected, because the pipeline detects images.
 * @param onSkip called with a sentence for each skipped link
 * @throws BadPathError naming a path that does not exist, or two files that would become one object
 */
export async function collectFiles(
  paths: readonly string[],
  onSkip: (sentence: string) => void = () => {},
): Promise<PhotoFile[]> {
  const files: PhotoFile[] = [];
  for (const path of paths) {
    const stats = statOf(path);
    if (stats.isDirectory()) files.push(...(await filesBelow(path, onSkip)));
    else if (stats.isFile()) files.push(photoFile(path, basename(path), stats.size));
    else throw new BadPathError(`${path} is neither a file nor a folder.`);
  }
  refuseCollisions(files);
  if (files.length === 0) throw new BadPathError(`There is no file in ${paths.join(', ')}.`);
  return files;
}

function statOf(path: string): Stats {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (!stats) throw new BadPathError(`${path} does not exist. Give files or folders to upload.`);
  return stats;
}

/** @param onSkip called with a sentence for each broken link and each link to a folder that contains it */
async function filesBelow(folder: string, onSkip: (sentence: string) => void): Promise<PhotoFile[]> {
  const files: PhotoFile[] = [];
  const visit = async (path: string, within: string, enclosing: readonly string[]): Promise<void> => {
    const here = realpathSync(path);
    if (enclosing.includes(here)) {
      onSkip(`${path} is skipped: it is a link to a folder that contains it.`);
      return;
    }
    for (const name of (await readdir(path)).filter((each) => !each.startsWith('.')).sort()) {
      const [inner, relative] = [join(path, name), join(within, name)];
      const stats = statSync(inner, { throwIfNoEntry: false });
      if (!stats) onSkip(`${inner} is skipped: it is a link to a file that does not exist.`);
      else if (stats.isDirectory()) await visit(inner, relative, [...enclosing, here]);
      else if (stats.isFile()) files.push(photoFile(inner, relative, stats.size));
    }
  };
  await visit(folder, '', []);
  return files;
}

const photoFile = (path: string, relativePath: string, size: number): PhotoFile => ({
  name: path,
  key: UPLOADS_PREFIX + relativePath.split(sep).join('/'),
  size,
  // S3 refuses an empty stream, because its length is unknown. The length of a buffer is known.
  open: () => (size === 0 ? Buffer.alloc(0) : createReadStream(path, { highWaterMark: READ_BYTES })),
});

function refuseCollisions(files: readonly PhotoFile[]): void {
  const byKey = new Map<string, string>();
  for (const { key, name } of files) {
    const other = byKey.get(key);
    if (other)
      throw new BadPathError(`${other} and ${name} would both become ${key}. Upload them one by one.`);
    byKey.set(key, name);
  }
}
