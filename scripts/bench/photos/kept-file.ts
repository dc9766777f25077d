import { existsSync } from 'node:fs';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { CACHE } from '../measuring/places';

/** Returns the path of a file in the cache. Makes the file if it does not exist. */
export async function keptFile(name: string, make: () => Buffer | Promise<Buffer>): Promise<string> {
  const path = join(CACHE, name);
  if (existsSync(path)) return path;
  const bytes = await make();
  await mkdir(dirname(path), { recursive: true });
  await writeFile(`${path}.partial`, bytes);
  await rename(`${path}.partial`, path);
  return path;
}
