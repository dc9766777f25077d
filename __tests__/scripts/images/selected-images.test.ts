import type { S3Client } from '@aws-sdk/client-s3';
import type { ImageRecord } from '../../../lambda/domain/image-record';
import { recipeId } from '../../../lambda/domain/previews/preview-recipe';
import { bookOfOne } from '../../../lambda/domain/previews/recipe-book';
import type { Place } from '../../../scripts/images/selection/selected-image';
import { selectedImages } from '../../../scripts/images/selection/selected-images';
import type { Selection } from '../../../scripts/images/selection/selection';
import type { Settings } from '../../../stacks/settings';
import { InMemoryImageCatalog } from '../../support/in-memory-image-catalog';
import { InMemoryImageStore } from '../../support/in-memory-image-store';
import { recipe } from '../../support/rendering';
import { NOON, SOURCE_BUCKET } from '../../support/uploads';

/** More than two pages of an index. */
const IMAGES = 250;

describe('listing a selection', () => {
  const catalog = new InMemoryImageCatalog();
  const reads = { pages: 0, histories: 0 };
  // The bucket is not listed, and none of its objects is in an archive.
  const darkroom = {
    s3: { send: async () => ({}) } as unknown as S3Client,
    sourceBucket: SOURCE_BUCKET,
    recipes: bookOfOne(recipe()),
    settings: { PREVIEW_EXPIRATION_DAYS: 0 } as Settings,
    store: new InMemoryImageStore(),
    catalog: {
      list: (...query: Parameters<InMemoryImageCatalog['list']>) => {
        reads.pages += 1;
        return catalog.list(...query);
      },
      page: (...query: Parameters<InMemoryImageCatalog['page']>) => {
        reads.histories += 1;
        return catalog.page(...query);
      },
    },
  };

  function put(imageId: string, timestamp: number, overrides: Partial<ImageRecord> = {}): void {
    catalog.rows.set(`${imageId}#${timestamp}`, {
      imageId,
      timestamp,
      processingStatus: 'COMPLETED',
      bucket: SOURCE_BUCKET,
      key: `uploads/ada/${imageId}.jpg`,
      userId: 'ada',
      uploadDate: '2026-06-21',
      recipe: 'yesterday',
      attempts: 1,
      ...overrides,
    });
  }

  beforeEach(() => {
    catalog.rows.clear();
    Object.assign(reads, { pages: 0, histories: 0 });
    for (let index = 0; index < IMAGES; index += 1) put(`image-${index}`, NOON + index);
  });

  async function list(selection: Partial<Selection> = {}, after?: Place): Promise<[string, Place][]> {
    const whole: Selection = { statuses: ['COMPLETED'], prefix: 'uploads/', ...selection };
    const listed: [string, Place][] = [];
    for await (const { imageId, place } of selectedImages(darkroom, whole, after ? { after } : {}))
      listed.push([imageId, place]);
    return listed;
  }

  it('returns every image once, newest first', async () => {
    const ids = (await list()).map(([imageId]) => imageId);
    expect(ids).toEqual(Array.from({ length: IMAGES }, (_, index) => `image-${IMAGES - 1 - index}`));
  });

  it.each([0, 99, 100, 173, IMAGES - 1])('continues after image %i without repeating one', async (stop) => {
    const listed = await list();
    const rest = await list({}, listed[stop]?.[1]);
    expect(rest).toEqual(listed.slice(stop + 1));
  });

  it('continues in the listing where it stopped and skips earlier ones', async () => {
    put('failed', NOON - 1, { processingStatus: 'FAILED' });
    const both: Partial<Selection> = { statuses: ['COMPLETED', 'FAILED'] };
    const listed = await list(both);
    expect(listed).toHaveLength(IMAGES + 1);
    expect(await list(both, listed.at(-1)?.[1])).toEqual([]);
    expect(await list(both, listed.at(-2)?.[1])).toEqual(listed.slice(-1));
  });

  it('returns only the newest version of an image, and none while a newer one is in progress', async () => {
    put('image-7', NOON + 5000);
    put('image-8', NOON + 5000, { processingStatus: 'PROCESSING' });
    put('image-9', NOON + 5000, { processingStatus: 'FAILED' });
    put('image-10', NOON + 5000, { processingStatus: 'DELETED' });
    put('image-11', NOON + 5000, { recipe: recipeId(recipe()) });
    const ids = (await list()).map(([imageId]) => imageId);
    expect(ids).toHaveLength(IMAGES - 4);
    expect(ids.filter((imageId) => /^image-(7|8|9|10|11)$/.test(imageId))).toEqual(['image-7']);
  });

  it('reads no more than the selection needs', async () => {
    expect(await list({ since: NOON + IMAGES - 5 })).toHaveLength(5);
    expect(reads).toEqual({ pages: 1, histories: 5 });
  });

  it('reads the listing of the selected user', async () => {
    put('of-grace', NOON, { userId: 'grace' });
    put('of-grace-failed', NOON, { userId: 'grace', processingStatus: 'FAILED' });
    expect(await list({ user: 'grace' })).toMatchObject([['of-grace', { position: { userId: 'grace' } }]]);
    expect(reads).toEqual({ pages: 1, histories: 1 });
  });
});
