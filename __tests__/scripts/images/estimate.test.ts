import { ONE_VCPU_MEMORY_MB } from '../../../lambda/domain/previews/memory-budget';
import { priceOf } from '../../../scripts/cost/prices';
import { estimateImage, typicalDuration } from '../../../scripts/images/plan/estimate';
import type { RecordedImage, UnrecordedImage } from '../../../scripts/images/selection/selected-image';
import { loadSettings } from '../../../stacks/settings';
import { InMemoryImageCatalog } from '../../support/in-memory-image-catalog';
import { synthesize } from '../../support/synthesized-stack';
import { SOURCE_BUCKET } from '../../support/uploads';

const DAY = 86_400_000;
const settings = (environment: Record<string, string> = {}) => loadSettings({ environment, context: {} });

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
    size: 2_000_000_000,
    durationMs,
  },
});

describe('the estimate of an image', () => {
  it('uses the time that the image took before', () => {
    const { lambdaMs, usage } = estimateImage(recorded(1, 2000), settings(), 500);
    expect(lambdaMs).toBe(2000);
    expect(usage.lambdaArmGbSecond).toBeCloseTo((2 * 1769) / 1024);
  });

  it('uses the average of other images for one without a record', async () => {
    const object = { key: 'uploads/a.jpg', eTag: 'e', size: 1, lastModified: Date.now() };
    const { imageId, key, place } = recorded(1);
    const image: UnrecordedImage = { status: 'UNRECORDED', imageId, key, place, object };
    const catalog = new InMemoryImageCatalog();
    expect(estimateImage(image, settings(), await typicalDuration(catalog)).lambdaMs).toBe(500);
    for (const durationMs of [100, 300]) {
      catalog.rows.set(`${durationMs}`, recorded(1, durationMs).record);
    }
    expect(estimateImage(image, settings(), await typicalDuration(catalog)).lambdaMs).toBe(200);
  });

  it('counts a PUT for each preview, and an e-mail when one is sent', () => {
    const of = (environment: Record<string, string>) =>
      estimateImage(recorded(1), settings(environment), 0).usage;
    expect(of({ PREVIEW_SIZES: '100x100,200x200' }).s3StandardPut).toBe(3);
    expect(of({})).not.toHaveProperty('snsEmail');
    expect(of({ NOTIFICATION_EMAIL: 'ada@example.com' }).snsEmail).toBe(1);
    expect(of({ NOTIFICATION_EMAIL: 'ada@example.com', NOTIFY_ON: 'failures' })).not.toHaveProperty(
      'snsEmail',
    );
  });

  it('counts the cost of reading from colder storage classes when the lifecycle is known', () => {
    const of = (ageDays: number, environment: Record<string, string> = {}) =>
      estimateImage(recorded(ageDays), settings(environment), 0).usage;
    expect(of(29)).toMatchObject({ s3StandardGet: 2 });
    expect(of(31)).toMatchObject({ s3InfrequentGet: 2, s3InfrequentRetrievalGb: 2 });
    expect(of(91)).toMatchObject({ s3GlacierGet: 2, s3GlacierRetrievalGb: 2 });
    expect(of(91, { SOURCE_BUCKET: 'photos-of-somebody' })).toMatchObject({ s3StandardGet: 2 });
  });

  it('is the price of the counted usage', () => {
    const { usage, usd } = estimateImage(recorded(1), settings(), 0);
    const lambda = (usage.lambdaArmGbSecond ?? 0) * priceOf('lambdaArmGbSecond', 'us-east-1').usd;
    expect(usd).toBeGreaterThan(lambda);
    const elsewhere = estimateImage(recorded(1), settings({ AWS_REGION: 'eu-central-1' }), 0).usd;
    expect(elsewhere).toBeGreaterThan(usd);
    const unpriced = estimateImage(recorded(1), settings({ AWS_REGION: 'ap-south-1' }), 0).usd;
    expect(unpriced).toBe(usd);
  });

  it('assumes the memory that the stack configures', () => {
    const { pipeline } = synthesize();
    const memory = Object.values(pipeline.resources('aws_lambda_function')).map(
      ({ memory_size }) => memory_size,
    );
    expect(memory).toContain(ONE_VCPU_MEMORY_MB);
  });
});
