import { paginateListObjectsV2 } from '@aws-sdk/client-s3';
import { PermanentImageError } from '../../lambda/domain/errors';
import { imageIdOf, PREVIEWS_PREFIX, previewsPrefixOf } from '../../lambda/domain/image-record';
import type { Darkroom } from '../connection/connection';
import { type SourceObject, sourceObjects } from '../connection/source-objects';
import type { StoredImage } from './check-image';

/** One place of the walk, good to go on from. */
export interface Stop {
  readonly phase: Phase;
  readonly position: string;
}

/**
 * First every original; then every folder of previews and every record that is not finished, for what has
 * no original any more.
 */
export const PHASES = ['originals', 'previews', 'unfinished'] as const;
export type Phase = (typeof PHASES)[number];

export interface WalkedImage extends Stop {
  readonly load: () => Promise<StoredImage | undefined>;
}

/** Every image of an environment, from all three places, lazily: `load` reads one. */
export async function* walkImages(darkroom: Darkroom, from?: Stop): AsyncGenerator<WalkedImage> {
  const first = from ? PHASES.indexOf(from.phase) : 0;
  for (const phase of PHASES.slice(first)) {
    yield* WALKS[phase](darkroom, phase === from?.phase ? from.position : undefined);
  }
}

type Walk = (darkroom: Darkroom, after?: string) => AsyncGenerator<WalkedImage>;

const WALKS: Readonly<Record<Phase, Walk>> = {
  originals: async function* walkOriginals(darkroom, after) {
    const listing = { ...(after && { after }) };
    for await (const object of sourceObjects(darkroom.s3, darkroom.sourceBucket, listing)) {
      const imageId = imageIdOf(darkroom.sourceBucket, object.key);
      const load = () => storedImage(darkroom, imageId, object);
      yield { phase: 'originals', position: object.key, load };
    }
  },
  previews: async function* walkPreviews(darkroom, after) {
    const input = {
      Bucket: darkroom.processedBucket,
      Prefix: PREVIEWS_PREFIX,
      Delimiter: '/',
      ...(after && { StartAfter: after }),
    };
    for await (const page of paginateListObjectsV2({ client: darkroom.s3 }, input)) {
      for (const { Prefix: prefix = '' } of page.CommonPrefixes ?? []) {
        if (after && prefix <= after) continue;
        const imageId = prefix.slice(PREVIEWS_PREFIX.length, -1);
        yield { phase: 'previews', position: prefix, load: () => withoutOriginal(darkroom, imageId) };
      }
    }
  },
  unfinished: async function* walkUnfinished(darkroom) {
    const filter = { by: 'status', status: 'PROCESSING' } as const;
    let next: Readonly<Record<string, unknown>> | undefined;
    do {
      const page = await darkroom.catalog.list(filter, 100, next);
      for (const { imageId } of page.records) {
        yield { phase: 'unfinished', position: '', load: () => withoutOriginal(darkroom, imageId) };
      }
      next = page.next;
    } while (next);
  },
};

/** An image whose original is gone; one that has its original was seen in the first phase. */
async function withoutOriginal(darkroom: Darkroom, imageId: string): Promise<StoredImage | undefined> {
  const image = await storedImage(darkroom, imageId);
  const [newest] = image.rows;
  if (newest && (await originalExists(darkroom, newest.key))) return undefined;
  return image;
}

async function storedImage(
  { catalog, store }: Darkroom,
  imageId: string,
  object?: SourceObject,
): Promise<StoredImage> {
  const [rows, previews] = await Promise.all([
    catalog.history(imageId),
    store.listPreviews(previewsPrefixOf(imageId)),
  ]);
  return { imageId, rows, previews, ...(object && { object }) };
}

async function originalExists({ store, sourceBucket }: Darkroom, key: string): Promise<boolean> {
  try {
    await store.headOriginal({ bucket: sourceBucket, key });
    return true;
  } catch (error) {
    if (error instanceof PermanentImageError) return false;
    throw error;
  }
}
