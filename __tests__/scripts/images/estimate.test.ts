import type { Preview } from '../../../lambda/domain/image-record';
import { defaultRecipe } from '../../../lambda/domain/previews/recipe-book';
import { recipeBookOf } from '../../../lambda/runtime/recipe-settings';
import { billOf } from '../../../scripts/cost/bill/bill';
import type { PlannedSystem } from '../../../scripts/cost/planned-system';
import { priceOf } from '../../../scripts/cost/prices';
import { expectedTime, measuredTime } from '../../../scripts/cost/processing-time';
import { arrivalUsage, lookupUsage } from '../../../scripts/cost/reprocessing';
import { costOf } from '../../../scripts/cost/usage';
import { type EstimateTerms, estimateImage, estimateTerms } from '../../../scripts/images/plan/estimate';
import type { RecordedImage, UnrecordedImage } from '../../../scripts/images/selection/selected-image';
import { loadSettings } from '../../../stacks/settings';
import { InMemoryImageCatalog } from '../../support/in-memory-image-catalog';
import { SOURCE_BUCKET } from '../../support/uploads';
import { darkroomWith } from '../cost/planned-darkroom';

const DAY = 86_400_000;
const BYTES = 2_000_000;
const RATE = 20;

const recorded = (ageDays: number, durationMs = 1000): RecordedImage => ({
  status: 'COMPLETED',
  imageId: 'a'.repeat(32),
  key: 'uploads/a.jpg',
  place: { phase: 'status', position: '' },
  record: {
    imageId: 'a'.repeat(32),
    timestamp: Date.now() - ageDays * DAY,
    processingStatus: 'COMPLETED',
    bucket: SOURCE_BUCKET,
    key: 'uploads/a.jpg',
    uploadDate: '2026-06-21',
    size: BYTES,
    durationMs,
  },
});

const unrecorded = (): UnrecordedImage => {
  const { imageId, key, place } = recorded(1);
  const object = { key, eTag: 'e', size: BYTES, lastModified: Date.now() };
  return { status: 'UNRECORDED', imageId, key, place, object };
};

const termsOf = (environment: Record<string, string> = {}, region = 'us-east-1'): EstimateTerms => ({
  system: darkroomWith(environment),
  region,
  rate: RATE,
  recipes: recipeBookOf(loadSettings({ environment, context: {} })),
});

describe('the estimate of an image', () => {
  const terms = termsOf();

  it('uses the time that the image took before', () => {
    const { lambdaMs, usage } = estimateImage(recorded(1, 2000), { ...terms, typicalMs: 500 });
    expect(lambdaMs).toBe(2000);
    expect(usage.lambdaArmGbSecond).toBeCloseTo((2 * 1769) / 1024);
  });

  it('uses the average of other images for one without a record', async () => {
    const catalog = new InMemoryImageCatalog();
    for (const durationMs of [100, 300]) {
      catalog.rows.set(`${durationMs}`, recorded(1, durationMs).record);
    }
    const settings = loadSettings({ environment: {}, context: {} });
    expect(estimateImage(unrecorded(), await estimateTerms({ catalog, settings }, RATE)).lambdaMs).toBe(200);
  });

  it('uses the time that an original of its size is expected to take where nothing was processed yet', () => {
    const { workMs, waitingMs } = expectedTime(BYTES, terms.system.processor.previews);
    expect(estimateImage(unrecorded(), terms).lambdaMs).toBeCloseTo(workMs + waitingMs);
  });

  it('counts a PUT for each preview, and an e-mail when one is sent', () => {
    const of = (environment: Record<string, string>) =>
      estimateImage(recorded(1), termsOf(environment)).usage;
    expect(of({ PREVIEW_SIZES: '100x100,200x200' }).s3StandardPut).toBe(4);
    expect(of({}).snsEmail).toBe(0);
    expect(of({ NOTIFICATION_EMAIL: 'ada@example.com' }).snsEmail).toBe(1);
    expect(of({ NOTIFICATION_EMAIL: 'ada@example.com', NOTIFY_ON: 'failures' }).snsEmail).toBe(0);
  });

  it('counts only what a recipe adds to the previews that are there', () => {
    const withPreviews = (environment: Record<string, string>) => {
      const image = recorded(1);
      const { recipe, id } = defaultRecipe(termsOf({ PREVIEW_SIZES: '100x100,200x200' }).recipes);
      const previews = recipe.presets.map(({ name, width, height }): Preview => {
        const key = `previews/i/v/${name}.webp`;
        return { name, key, width, height, format: 'webp', contentType: 'image/webp', size: 1 };
      });
      const record = { ...image.record, format: 'jpeg' as const, recipe: id, previews };
      return estimateImage(
        { ...image, record },
        termsOf({ PREVIEW_SIZES: '100x100,200x200', ...environment }),
      );
    };
    const [jpeg, avif] = [
      withPreviews({ PREVIEW_FORMAT: 'webp,jpeg' }),
      withPreviews({ PREVIEW_FORMAT: 'webp,avif' }),
    ];
    // A listing, and a PUT for each size in the format that is added.
    expect(jpeg.usage.s3StandardPut).toBe(4);
    expect(avif.usage.s3StandardPut).toBe(4);
    expect(avif.lambdaMs).toBeGreaterThan(jpeg.lambdaMs);
    expect(withPreviews({ PREVIEW_FORMAT: 'jpeg,avif', PREVIEW_QUALITY: '50' }).usage.s3StandardPut).toBe(6);
  });

  it('counts the cost of reading from the storage classes of the planned lifecycle', () => {
    const of = (ageDays: number, environment: Record<string, string> = {}) =>
      estimateImage(recorded(ageDays), termsOf(environment)).usage;
    expect(of(29)).toMatchObject({ s3StandardGet: 3 });
    expect(of(31)).toMatchObject({ s3InfrequentGet: 3, s3InfrequentRetrievalGb: 0.002 });
    expect(of(91)).toMatchObject({ s3GlacierGet: 3, s3GlacierRetrievalGb: 0.002 });
    expect(of(91, { SOURCE_BUCKET: 'photos-of-somebody' })).toMatchObject({ s3StandardGet: 3 });
  });

  it('uses the prices of the region, and those of us-east-1 where they are not known', () => {
    const usd = (region: string) => estimateImage(recorded(1), { ...terms, region }).usd;
    expect(usd('eu-central-1')).toBeGreaterThan(usd('us-east-1'));
    expect(usd('ap-south-1')).toBe(usd('us-east-1'));
  });
});

describe('images plan and cost', () => {
  /** What `cost` says one upload costs, when so many come as `images plan` queues. */
  const uploadPrice = (system: PlannedSystem, ms: number): number => {
    const workload = { uploadsPerDay: RATE * 86_400, bytes: BYTES, readsPerDay: 0 };
    const time = measuredTime(ms, system.processor);
    return billOf(system, workload, { time, region: 'us-east-1' }).total.perMillion / 1e6;
  };

  it.each([
    {},
    { PREVIEW_SIZES: '100x100,200x200', PREVIEW_FORMAT: 'avif' },
    { NOTIFICATION_EMAIL: 'ada@example.com' },
    { SOURCE_BUCKET: 'photos-of-somebody', MAX_CONCURRENCY: '200' },
  ])('name the same price for the same work, with settings %j', (environment) => {
    const { system, ...terms } = termsOf(environment as Record<string, string>);
    const estimated = estimateImage(recorded(1, 1200), { system, ...terms }).usd;
    const difference = costOf(lookupUsage, 'us-east-1') - costOf(arrivalUsage(system), 'us-east-1');
    expect(estimated).toBeCloseTo(uploadPrice(system, 1200) + difference, 12);
  });

  it('differ by one event of the bucket, two lookups and one listing more than puts', () => {
    const { system } = termsOf();
    const [event, lookup, listing] = ['eventBridgeEvent', 's3StandardGet', 's3StandardPut'] as const;
    const estimated = estimateImage(recorded(1, 1200), termsOf()).usd;
    const { usd: eventPrice } = priceOf(event, 'us-east-1');
    const { usd: lookupPrice } = priceOf(lookup, 'us-east-1');
    const { usd: listingPrice } = priceOf(listing, 'us-east-1');
    const difference = 2 * lookupPrice + listingPrice - eventPrice;
    expect(estimated).toBeCloseTo(uploadPrice(system, 1200) + difference, 12);
  });
});
