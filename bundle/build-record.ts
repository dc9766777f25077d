import { createHash } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { z } from 'zod';
import { PROJECT_ROOT } from './project';

/** The digests of the inputs of a zip, stored next to it. While all match, the zip is up to date. */
const buildRecord = z.object({
  platform: z.string(),
  zip: z.string(),
  /** Digests by path relative to the project. */
  inputs: z.record(z.string(), z.string()),
});

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const recordPath = (zipPath: string): string => `${zipPath}.build.json`;

/** Whether bundling would produce the same zip as the one at `zipPath`. */
export async function isUpToDate(zipPath: string, platform: string): Promise<boolean> {
  try {
    const record = buildRecord.parse(JSON.parse(await readFile(recordPath(zipPath), 'utf8')));
    if (record.platform !== platform || record.zip !== sha256(await readFile(zipPath))) return false;
    const now = await digests(Object.keys(record.inputs));
    return Object.entries(record.inputs).every(([path, digest]) => now[path] === digest);
  } catch {
    // Without a readable record, zip or input, the zip has to be built.
    return false;
  }
}

/** Stores the inputs of the zip at `zipPath`. */
export async function writeBuildRecord(
  zipPath: string,
  platform: string,
  inputs: readonly string[],
): Promise<void> {
  const record = {
    platform,
    zip: sha256(await readFile(zipPath)),
    inputs: await digests([...inputs, ...(await bundlerFiles())]),
  };
  await writeFile(recordPath(zipPath), JSON.stringify(record));
}

/** Inputs that all functions have: the code of the bundler, the lock file and the TypeScript configuration. */
async function bundlerFiles(): Promise<string[]> {
  const entries = await readdir(__dirname, { recursive: true, withFileTypes: true });
  return [
    ...entries
      .filter((entry) => entry.isFile())
      .map((entry) => relative(PROJECT_ROOT, join(entry.parentPath, entry.name))),
    'package-lock.json',
    'tsconfig.json',
  ];
}

async function digests(paths: readonly string[]): Promise<Record<string, string>> {
  const digest = async (path: string) => [path, sha256(await readFile(join(PROJECT_ROOT, path)))] as const;
  return Object.fromEntries(await Promise.all(paths.map(digest)));
}
