import { paginateListObjectsV2 } from '@aws-sdk/client-s3';
import { PermanentImageError } from '../../lambda/domain/errors';
import { imageIdOf, PREVIEWS_PREFIX, previewsPrefixOf } from '../../lambda/domain/image-record';
import type { Darkroom } from '../connection/connection';
import { type SourceObject, sourceObjects } from '../connection/source-objects';
import type { StoredImage } from './check-image';

/** A place in the listing from which a later run can continue. */
export interface Place {
  readonly phase: Phase;
  readonly position: string;
}

/**
 * First every original; then every folder of previews and every unfinished record, to find images whose
 * original is gone.
 */
export const PHASES = ['originals', 'previews', 'unfinished'] as const;
export type Phase = (typeof PHASES)[number];

export interface ListedImage extends Place {
  readonly load: () => Promise<StoredImage | undefined>;
}

/** Lists every image of an environment, from bucket, processed bucket and table. `load` reads one. */
export async function* listImages(darkroom: Darkroom, from?: Place): AsyncGenerator<ListedImage> {
  const first = from ? PHASES.indexOf(from.phase) : 0;
  for (const phase of PHASES.slice(first)) {
    yield* LISTINGS[phase](darkroom, phase === from?.phase ? from.position : undefined);
  }
}

type Listing = (darkroom: Darkroom, after?: string) => AsyncGenerator<ListedImage>;

const LISTINGS: Readonly<Record<Phase, Listing>> = {
  originals: async function* listOriginals(darkroom, after) {
    const listing = { ...(after && { after }) };
    for await (const object of sourceObjects(darkroom.s3, darkroom.sourceBucket, listing)) {
      const imageId = imageIdOf(darkroom.sourceBucket, object.key);
      const load = () => storedImage(darkroom, imageId, object);
      yield { phase: 'originals', position: object.key, load };
    }
  },
  previews: async function* listPreviews(darkroom, after) {
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
  unfinished: async function* listUnfinished(darkroom) {
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

/** An image whose original is gone. The first phase covers those that have one. */
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
