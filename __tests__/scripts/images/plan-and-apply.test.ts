import { DeleteObjectCommand, HeadObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { imageIdOf } from '../../../lambda/domain/image-record';
import { bookOfOne } from '../../../lambda/domain/previews/recipe-book';
import type { UploadEvent } from '../../../lambda/domain/upload';
import { OperatedDarkroom } from '../../support/operator/operated-darkroom';
import { EXAMPLE_PREVIEWS_FILE } from '../../support/presets';
import { recipe } from '../../support/rendering';

const NEW_SIZES = { PREVIEW_SIZES: '150x150,300x300' };
const NEW_RECIPE = [
  { width: 150, height: 150 },
  { width: 300, height: 300 },
];

describe('a changed recipe', () => {
  let operated: OperatedDarkroom;
  const key = (index: number) => `uploads/ada/${String(index).padStart(2, '0')}.jpg`;

  beforeEach(async () => {
    operated = await OperatedDarkroom.open();
  });

  afterEach(() => operated.close());

  async function uploadMany(count: number): Promise<void> {
    for (let index = 0; index < count; index += 1) await operated.upload(key(index));
    operated.fn.outcomes.length = 0;
  }

  /** How often each image was made, and nothing else happened to any. */
  async function made(): Promise<Record<string, number>> {
    await operated.fn.stop();
    const counts: Record<string, number> = {};
    for (const outcome of operated.fn.outcomes) {
      expect(outcome.kind).toBe('completed');
      counts[outcome.key] = (counts[outcome.key] ?? 0) + 1;
    }
    return counts;
  }

  /** Puts an original into an archive. @returns its event */
  async function archived(Key: string): Promise<UploadEvent> {
    const { s3, sourceBucket: Bucket } = operated.darkroom;
    await s3.send(new PutObjectCommand({ Bucket, Key, Body: 'cold', StorageClass: 'DEEP_ARCHIVE' }));
    return operated.events.at(-1) as UploadEvent;
  }

  /** When a preview was written, with the ETag, since S3 tells whole seconds. */
  async function timeOf(Key: string): Promise<string> {
    const { s3, processedBucket: Bucket } = operated.darkroom;
    const { LastModified, ETag } = await s3.send(new HeadObjectCommand({ Bucket, Key }));
    return `${LastModified?.toISOString()} ${ETag}`;
  }

  const each = (count: number) =>
    Object.fromEntries(Array.from({ length: count }, (_, index) => [key(index), 1]));

  describe('planned', () => {
    it('affects only the newest version of each existing image', async () => {
      await operated.upload(key(0));
      await operated.upload(key(0));
      await operated.upload(key(1));
      await operated.upload('uploads/grace/deleted.jpg');
      const { s3, sourceBucket } = operated.darkroom;
      await s3.send(new DeleteObjectCommand({ Bucket: sourceBucket, Key: 'uploads/grace/deleted.jpg' }));
      await operated.fn.follow(
        operated.events.at(-1) ?? { kind: 'created', bucket: '', key: '', eventTime: 0 },
      );
      await operated.upload('uploads/grace/text.jpg', Buffer.from('not a photo'));
      await operated.put('uploads/old/before-darkroom.jpg');

      const unchanged = await operated.run('images plan --json');
      expect(unchanged.values).toMatchObject([{ images: 1, groups: [{ status: 'UNRECORDED', images: 1 }] }]);

      const { values, exitCode } = await operated.run('images plan --json', NEW_SIZES);
      expect(exitCode).toBe(0);
      expect(values).toMatchObject([
        {
          images: 3,
          groups: [
            { status: 'COMPLETED', recipe: operated.darkroom.recipeId, makes: '150x150 as webp', images: 2 },
            { status: 'UNRECORDED', images: 1 },
          ],
          prices: { region: 'us-east-1' },
          // Each looks for leftovers and stores 300x300; the one without a record stores 150x150 as well.
          usage: { lambdaRequest: 3, s3StandardPut: 10 },
        },
      ]);
    });

    it('names by folder what is missing, and its price', async () => {
      await operated.upload('uploads/avatars/ada.jpg');
      await operated.upload(key(0));
      const presets = { PREVIEW_SIZES: '', PREVIEWS_FILE: EXAMPLE_PREVIEWS_FILE };
      const { values } = await operated.run('images plan --json', presets);
      expect(values[0]?.groups).toEqual(
        expect.arrayContaining([
          expect.objectContaining({ folder: 'uploads/avatars/', missing: 'thumb as avif, webp, jpeg' }),
          expect.objectContaining({
            folder: 'uploads/',
            missing: 'thumb as avif, webp, jpeg; card, full as webp',
            images: 1,
            usd: expect.any(Number),
          }),
        ]),
      );
      const { out } = await operated.run('images plan', presets);
      expect(out).toMatch(
        /1 made with recipe [0-9a-f]{16} \(150x150 as webp\) in uploads\/avatars\/: thumb as avif, webp, jpeg to make, (about|less than) \$/,
      );
    });

    it('is selected by prefix, user, status and date', async () => {
      await operated.upload(key(0));
      await operated.upload('uploads/grace/a.jpg', undefined, { 'user-id': 'ada' });
      await operated.upload('uploads/grace/b.jpg', Buffer.from('not a photo'));
      await operated.put('uploads/old/before-darkroom.jpg');
      const images = async (words: string) =>
        (await operated.run(`images plan --json ${words}`, NEW_SIZES)).values[0]?.images;
      expect(await images('--prefix uploads/grace/')).toBe(1);
      expect(await images('--user ada')).toBe(2);
      expect(await images('--status FAILED')).toBe(1);
      expect(await images('--status FAILED --user grace')).toBe(1);
      expect(await images('--status unrecorded')).toBe(1);
      expect(await images('--since 2020-01-01')).toBe(3);
      expect(await images('--since 2099-01-01')).toBe(0);
    });

    it('prints counts, time and price for people', async () => {
      await uploadMany(2);
      const { out, err } = await operated.run('images plan', {
        ...NEW_SIZES,
        NOTIFICATION_EMAIL: 'ada@example.com',
      });
      expect(out).toContain('2 images to process:');
      expect(out).toMatch(/2 made with recipe [0-9a-f]{16} \(150x150 as webp\)/);
      expect(out).toMatch(/Time: about \d+ s at 20 a second/);
      expect(out).toMatch(
        /Price: (less than|about) \$0\.000\d \([\w-]+ \d+ %, .*\), at the prices of 2025-06 in us-east-1/,
      );
      expect(out).toContain('2 e-mails to ada@example.com');
      expect(err).toContain('npm run images -- apply');
    });
  });

  describe('applied', () => {
    it('makes only an added format', async () => {
      await operated.upload(key(0));
      const more = { PREVIEW_FORMAT: 'webp,jpeg' };
      const { values: planned } = await operated.run('images plan --json', more);
      expect(planned[0]?.groups).toMatchObject([{ missing: '150x150 as jpeg' }]);
      operated.fn.recipes = bookOfOne(
        recipe({ sizes: [{ width: 150, height: 150 }], formats: ['webp', 'jpeg'] }),
      );
      const [kept = ''] = await operated.darkroom.store.listPreviews('previews/');
      const before = await timeOf(kept);
      operated.fn.start();
      const { values } = await operated.run('images apply --yes --wait --json --rate 500', more);
      expect(values.at(-1)).toMatchObject({ queued: 1, done: 1 });
      const stored = await operated.darkroom.store.listPreviews('previews/');
      expect(stored.map((each) => each.split('.').at(-1))).toEqual(['jpg', 'webp']);
      expect(await timeOf(kept)).toBe(before);
      const { values: rest } = await operated.run('images plan --json', more);
      expect(rest[0]).toMatchObject({ images: 0 });
    });

    it('prints how to invalidate the caches of a CDN, which keep the earlier previews', async () => {
      await uploadMany(1);
      operated.fn.sizes = NEW_RECIPE;
      operated.fn.start();
      const delivered = { ...NEW_SIZES, DELIVERY: 'cloudfront' };
      const { out, err } = await operated.run('images apply --yes --wait --rate 500', delivered);
      expect(out + err).toMatch(
        /create-invalidation --paths '\/previews\/\*'.*Comment=='image-previews-dev'/,
      );
    });

    it('processes only the outdated images, and then has nothing left to do', async () => {
      await uploadMany(3);
      await operated.put('uploads/old/before-darkroom.jpg');
      operated.fn.sizes = NEW_RECIPE;
      operated.fn.start();
      const { exitCode, values } = await operated.run(
        'images apply --yes --wait --json --rate 500',
        NEW_SIZES,
      );
      expect(values.at(-1)).toMatchObject({ ended: 'queued', queued: 4, done: 4, failed: 0, lost: 0 });
      expect(exitCode).toBe(0);
      expect(await made()).toEqual({ ...each(3), 'uploads/old/before-darkroom.jpg': 1 });

      const again = await operated.run('images apply --yes', NEW_SIZES);
      expect(again.out).toBe('Nothing to do.\n');
      expect(again.exitCode).toBe(0);
    });

    it('processes each image exactly once when Ctrl-C interrupts it halfway and it runs again', async () => {
      await uploadMany(14);
      operated.fn.sizes = NEW_RECIPE;
      operated.fn.start();
      // The first image goes alone; Ctrl-C comes while the second batch, of eight, is on its way.
      operated.endpoint.onCall = (operation) => {
        const sent = operated.endpoint.calls.filter((call) => call === 'SendMessageBatch').length;
        if (operation !== 'SendMessageBatch' || sent !== 2) return;
        process.emit('SIGINT');
        // What this batch queues is not made before the second run begins: it looks as outdated as ever.
        void operated.fn.stop();
      };
      const { exitCode, values } = await operated.run('images apply --yes --json --rate 8', NEW_SIZES);
      await operated.fn.stop();
      expect(operated.fn.outcomes.length).toBeLessThan(9);
      expect(exitCode).toBe(130);
      expect(values.at(-1)).toMatchObject({ ended: 'interrupted', queued: 9 });

      const running = operated.run('images apply --yes --wait --json --rate 500', NEW_SIZES);
      operated.fn.start();
      const second = await running;
      expect(second.values.at(-1)).toMatchObject({ ended: 'queued', queued: 14, done: 14, failed: 0 });
      expect(second.exitCode).toBe(0);
      expect(await made()).toEqual(each(14));
    });

    it('processes each image exactly once when a refused call stops it halfway and it runs again', async () => {
      await uploadMany(14);
      operated.fn.sizes = NEW_RECIPE;
      operated.fn.start();
      operated.endpoint.refuseAfter.set('SendMessageBatch', 2);
      const first = await operated.run('images apply --yes --rate 500', NEW_SIZES);
      expect(first.exitCode).toBe(3);
      expect(first.err).toContain('Refused by the test');
      await operated.fn.stop();
      operated.endpoint.refuseAfter.clear();

      const second = operated.run('images apply --yes --wait --json --rate 500', NEW_SIZES);
      operated.fn.start();
      expect((await second).values.at(-1)).toMatchObject({ queued: 14, done: 14 });
      expect(await made()).toEqual(each(14));
    });

    it('stops before it exceeds --max-cost, and continues with a higher one', async () => {
      await uploadMany(6);
      operated.fn.sizes = NEW_RECIPE;
      operated.fn.start();
      const { values: plans } = await operated.run('images plan --json', NEW_SIZES);
      const half = (Number(plans[0]?.usd) * 0.55).toFixed(7);
      const first = await operated.run(`images apply --yes --json --max-cost ${half}`, NEW_SIZES);
      expect(first.exitCode).toBe(1);
      expect(first.values.at(-1)).toMatchObject({ ended: 'over-budget' });
      const queued = Number(first.values.at(-1)?.queued);
      expect(queued).toBeGreaterThan(0);
      expect(queued).toBeLessThan(6);

      const second = await operated.run('images apply --yes --json --wait --max-cost 1', NEW_SIZES);
      expect(second.exitCode).toBe(0);
      expect(await made()).toEqual(each(6));
    });

    it('queues nothing else when another recipe is deployed', async () => {
      await uploadMany(3);
      operated.fn.start();
      const { exitCode, err } = await operated.run('images apply --yes --patience 0.2', NEW_SIZES);
      expect(exitCode).toBe(1);
      expect(err).toContain('was not processed, although the queue is empty');
      expect(err).toContain('npx cdktf deploy pipeline');
      expect(operated.fn.outcomes).toHaveLength(1);

      // Once it is deployed, the first image is not forgotten.
      operated.fn.sizes = NEW_RECIPE;
      operated.fn.outcomes.length = 0;
      await operated.run('images apply --yes --wait', NEW_SIZES);
      expect(await made()).toEqual(each(3));
    });

    it('retries failed images when FAILED is selected, and reports those that fail again', async () => {
      operated.fn.maxBytes = 100;
      await operated.upload('uploads/ada/large.jpg');
      await operated.upload('uploads/ada/text.jpg', Buffer.from('not a photo'));
      operated.fn.maxBytes = 10_000_000;
      operated.fn.start();
      const { exitCode, out } = await operated.run('images apply --status FAILED --yes --wait');
      expect(out).toMatch(/uploads\/ada\/text\.jpg failed: .*\(UNSUPPORTED_FORMAT\)/);
      expect(out).toContain('1 completed, 1 failed');
      expect(exitCode).toBe(1);
    });

    it('skips an image whose original is gone, and keeps its previews', async () => {
      const event = await operated.upload(key(0));
      const { s3, sourceBucket } = operated.darkroom;
      await s3.send(
        new DeleteObjectCommand({ Bucket: sourceBucket, Key: event.key, VersionId: event.versionId }),
      );
      const { out, exitCode } = await operated.run('images apply --yes', NEW_SIZES);
      expect(out).toContain(`${key(0)} has no original`);
      expect(exitCode).toBe(0);
      expect(await operated.darkroom.store.listPreviews('previews/')).toHaveLength(1);
    });

    it('skips and counts originals in an archive', async () => {
      await uploadMany(1);
      const refused = await archived('uploads/old/refused.jpg');
      await operated.fn.follow(refused);
      const [row] = await operated.darkroom.catalog.history(imageIdOf(refused.bucket, refused.key));
      expect(row?.error?.code).toBe('SOURCE_ARCHIVED');
      await archived('uploads/old/unrecorded.jpg');
      operated.fn.outcomes.length = 0;
      const all = '--status COMPLETED,FAILED,UNRECORDED';
      const planned = await operated.run(`images plan --json ${all}`, NEW_SIZES);
      expect(planned.values).toMatchObject([{ images: 1, skipped: { archived: 2, expired: 0 } }]);
      const { out } = await operated.run(`images plan ${all}`, NEW_SIZES);
      expect(out).toContain('Skipped: 2 images whose originals are in an archive; restore them first');
      operated.fn.sizes = NEW_RECIPE;
      operated.fn.start();
      const applied = await operated.run(`images apply --yes --wait ${all}`, NEW_SIZES);
      expect(applied.out).toContain('uploads/old/unrecorded.jpg is in an archive: skipped.');
      expect(applied.out).toContain('1 completed, 0 failed');
      expect(await made()).toEqual(each(1));
    });

    it('makes expired previews again on request, and otherwise skips and counts them', async () => {
      await uploadMany(2);
      await operated.darkroom.store.removePreviews(await operated.darkroom.store.listPreviews('previews/'));
      const [row] = await operated.darkroom.catalog.history(
        imageIdOf(operated.darkroom.sourceBucket, key(0)),
      );
      await operated.darkroom.documents.send(
        new PutCommand({
          TableName: operated.darkroom.table,
          Item: { ...row, processedAt: '2020-01-01T00:00:00.000Z' },
        }),
      );
      const planned = await operated.run('images plan', NEW_SIZES);
      expect(planned.out).toContain(
        'Skipped: 1 image whose previews have expired; --status EXPIRED makes them again',
      );
      expect(planned.out).toContain('1 image to process');
      operated.fn.start();
      const applied = await operated.run('images apply --status EXPIRED --yes --wait --json');
      expect(applied.values.at(-1)).toMatchObject({ queued: 2, done: 2 });
      expect(await made()).toEqual(each(2));
      expect(await operated.darkroom.store.listPreviews('previews/')).toHaveLength(2);
      const again = await operated.run('images apply --status EXPIRED --yes');
      expect(again.out).toBe('Nothing to do.\n');
    });

    it('asks for confirmation, and names --yes when there is no terminal', async () => {
      await uploadMany(1);
      const { exitCode, err } = await operated.run('images apply', NEW_SIZES);
      expect(exitCode).toBe(2);
      expect(err).toMatch(
        /Process 1 image for less than \$0\.0001\? Cannot ask for confirmation without a terminal; pass --yes/,
      );
      expect(operated.fn.outcomes).toEqual([]);
    });

    it.each([
      ['--prefix previews/', 'The prefix must start with uploads/'],
      ['--status BROKEN', 'Specify COMPLETED, FAILED, UNRECORDED'],
      ['--since yesterday', 'Specify a day such as'],
      ['--rate 0', 'Specify a number above 0'],
      ['--max-cost free', 'Specify a number above 0'],
    ])('refuses %s with a sentence', async (words, sentence) => {
      const { exitCode, err } = await operated.run(`images apply ${words}`);
      expect(exitCode).toBe(2);
      expect(err).toContain(sentence);
      expect(err).not.toContain('    at ');
    });
  });
});
