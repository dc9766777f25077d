import { paginateListObjectsV2 } from '@aws-sdk/client-s3';
import { imageIdOf, PREVIEWS_PREFIX, previewsPrefixOf } from '../../lambda/domain/image-record';
import type { Darkroom } from '../connection/connection';
import { objectVersions } from '../connection/object-versions';
import { type SourceImage, sourceImages } from '../connection/source-images';
import type { StoredImage } from './check-image';

/** A place in the listing from which a later run can continue. */
export interface Place {
  readonly phase: Phase;
  readonly position: string;
}

/**
 * First every key of the source bucket. Then every folder of previews and every unfinished or failed record, to find
 * images that the bucket no longer contains.
 */
const PHASES = ['originals', 'previews', 'unfinished'] as const;
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
    for await (const source of sourceImages(darkroom.s3, darkroom.sourceBucket, after)) {
      const imageId = imageIdOf(darkroom.sourceBucket, source.key);
      const load = () => storedImage(darkroom, imageId, source);
      yield { phase: 'originals', position: source.key, load };
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
    for (const status of ['PROCESSING', 'FAILED'] as const) {
      let next: Readonly<Record<string, unknown>> | undefined;
      do {
        const page = await darkroom.catalog.list({ by: 'status', status }, 100, next);
        for (const { imageId } of page.records) {
          yield { phase: 'unfinished', position: '', load: () => withoutOriginal(darkroom, imageId) };
        }
        next = page.next;
      } while (next);
    }
  },
};

/** An image that the source bucket does not contain. The first phase covers those with versions or delete markers. */
async function withoutOriginal(darkroom: Darkroom, imageId: string): Promise<StoredImage | undefined> {
  const image = await storedImage(darkroom, imageId);
  const [newest] = image.rows;
  if (newest && (await hasVersions(darkroom, newest.key))) return undefined;
  return image;
}

async function storedImage(
  { catalog, store }: Darkroom,
  imageId: string,
  source?: SourceImage,
): Promise<StoredImage> {
  const [rows, previews] = await Promise.all([
    catalog.history(imageId),
    store.listPreviews(previewsPrefixOf(imageId)),
  ]);
  return { imageId, rows, previews, ...source };
}

async function hasVersions({ s3, sourceBucket }: Darkroom, key: string): Promise<boolean> {
  // A key sorts before every longer one that begins with it.
  for await (const version of objectVersions(s3, sourceBucket, key)) return version.key === key;
  return false;
}
