import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Preview } from '../../lambda/domain/image-record';
import { filesOf } from '../../lambda/domain/previews/preview-files';
import { UPLOADS_PREFIX } from '../../lambda/domain/upload';
import type { InProcessStore } from './in-process-store';
import type { UploadOutcome } from './upload-outcome';

/** One file of the manifest. */
interface ManifestEntry {
  readonly file: string;
  readonly key: string;
  readonly status: 'COMPLETED' | 'FAILED';
  readonly imageId?: string;
  readonly width?: number;
  readonly height?: number;
  readonly format?: string;
  readonly thumbHash?: string;
  readonly previews: readonly (Preview & { /** Relative to the manifest. */ readonly file: string })[];
  readonly error?: { readonly code: string; readonly message: string };
}

/** Writes every preview below `folder`, and a `manifest.json` that lists them. */
export async function saveResults(
  outcomes: readonly UploadOutcome[],
  folder: string,
  store: Pick<InProcessStore, 'get'>,
  bucket: string,
): Promise<void> {
  await mkdir(folder, { recursive: true });
  const entries: ManifestEntry[] = [];
  for (const outcome of outcomes) {
    const entry = manifestEntry(outcome);
    for (const { key, file } of entry.previews) {
      const path = join(folder, file);
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, await store.get(bucket, key));
    }
    entries.push(entry);
  }
  await writeFile(join(folder, 'manifest.json'), `${JSON.stringify({ images: entries }, null, 2)}\n`);
}

function manifestEntry({ file, record, failure }: UploadOutcome): ManifestEntry {
  const place = file.key.slice(UPLOADS_PREFIX.length);
  return {
    file: file.name,
    key: file.key,
    status: failure ? 'FAILED' : 'COMPLETED',
    ...(record && { imageId: record.imageId }),
    ...(record?.width && { width: record.width }),
    ...(record?.height && { height: record.height }),
    ...(record?.format && { format: record.format }),
    ...(record?.thumbHash && { thumbHash: record.thumbHash }),
    previews: (record?.previews ?? []).flatMap((preview) => {
      const { files: _, ...described } = preview;
      return filesOf(preview).map((stored) => ({
        ...described,
        ...stored,
        file: `${place}/${stored.key.split('/').at(-1)}`,
      }));
    }),
    ...(failure && { error: { code: failure.code, message: failure.message } }),
  };
}
