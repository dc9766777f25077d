import { createReadStream, type Stats, statSync } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { basename, join, sep } from 'node:path';
import { UPLOADS_PREFIX } from '../../lambda/domain/upload';
import { BadPathError } from '../foundation/bad-path-error';
import type { PhotoFile } from './photo-file';

/**
 * Every regular file at or below the paths, in a stable order. A folder's files keep their paths relative
 * to it; hidden files and folders are left out. Whether a file is an image is for the pipeline to say.
 * @throws BadPathError naming a path that is not there, or two files that would become one object
 */
export async function collectFiles(paths: readonly string[]): Promise<PhotoFile[]> {
  const files: PhotoFile[] = [];
  for (const path of paths) {
    const stats = statOf(path);
    if (stats.isDirectory()) files.push(...(await filesBelow(path)));
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

async function filesBelow(folder: string): Promise<PhotoFile[]> {
  const entries = await readdir(folder, { recursive: true });
  const visible = entries.filter((entry) => !entry.split(sep).some((part) => part.startsWith('.'))).sort();
  const files: PhotoFile[] = [];
  for (const entry of visible) {
    const path = join(folder, entry);
    const stats = await stat(path);
    if (stats.isFile()) files.push(photoFile(path, entry, stats.size));
  }
  return files;
}

const photoFile = (path: string, relativePath: string, size: number): PhotoFile => ({
  name: path,
  key: UPLOADS_PREFIX + relativePath.split(sep).join('/'),
  size,
  // S3 refuses a stream of nothing whose end it cannot see; an empty buffer says it outright.
  open: () => (size === 0 ? Buffer.alloc(0) : createReadStream(path)),
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
