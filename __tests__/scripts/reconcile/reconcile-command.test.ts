import { existsSync } from 'node:fs';
import { DeleteObjectCommand } from '@aws-sdk/client-s3';
import { imageIdOf } from '../../../lambda/domain/image-record';
import { OperatedDarkroom } from '../../support/operator/operated-darkroom';

const KEY = 'uploads/ada/harbour.jpg';

describe('reconciling an environment', () => {
  let operated: OperatedDarkroom;

  beforeEach(async () => {
    operated = await OperatedDarkroom.open();
  });

  afterEach(() => operated.close());

  const imageId = (key = KEY) => imageIdOf(operated.darkroom.sourceBucket, key);

  /** Finds one inconsistency, fixes it, lets the function catch up, and then finds none. */
  async function expectFoundAndFixed(kind: string, fixed: string): Promise<void> {
    const found = await operated.run('reconcile --json');
    expect(found.exitCode).toBe(1);
    expect(found.values).toMatchObject([{ kind }, { summary: { found: { [kind]: 1 }, fixed: 0 } }]);

    const repaired = await operated.run('reconcile --fix --json');
    expect(repaired.exitCode).toBe(0);
    expect(repaired.values).toMatchObject([{ kind, fixed }, { summary: { fixed: 1 } }]);

    operated.fn.start();
    await operated.idle();
    await operated.fn.stop();
    const after = await operated.run('reconcile --json');
    expect(after.values).toMatchObject([{ summary: { fixed: 0 } }]);
    expect(after.exitCode).toBe(0);
  }

  it('finds nothing where all three places agree', async () => {
    await operated.upload(KEY);
    const { exitCode, out, err } = await operated.run('reconcile');
    expect(exitCode).toBe(0);
    expect(out).toBe('');
    expect(err).toContain('1 image compared, 0 findings, 0 fixed.');
  });

  it('finds an original without a record and queues it', async () => {
    await operated.put(KEY);
    await expectFoundAndFixed('unrecorded', 'queued again');
    expect(await operated.darkroom.catalog.history(imageId())).toMatchObject([
      { processingStatus: 'COMPLETED' },
    ]);
  });

  it('finds a record that is stuck in PROCESSING and has it finished', async () => {
    const event = await operated.put(KEY);
    const { catalog } = operated.darkroom;
    const record = {
      ...event,
      imageId: imageId(),
      timestamp: event.eventTime,
      processingStatus: 'PROCESSING' as const,
      uploadDate: '2026-06-21',
    };
    await catalog.claim(record, { holder: 'dead', until: event.eventTime }, { now: event.eventTime });
    await expectFoundAndFixed('stuck', 'queued again');
    expect(await catalog.history(imageId())).toMatchObject([{ processingStatus: 'COMPLETED', attempts: 2 }]);
  });

  it('finds a missing preview and has it rendered again', async () => {
    await operated.upload(KEY);
    const { s3, store, processedBucket } = operated.darkroom;
    const [preview = ''] = await store.listPreviews('previews/');
    await s3.send(new DeleteObjectCommand({ Bucket: processedBucket, Key: preview }));
    await expectFoundAndFixed('preview-missing', 'queued again');
    expect(await store.listPreviews('previews/')).toEqual([preview]);
  });

  it('finds a preview that no record lists and removes it', async () => {
    await operated.upload(KEY);
    const { store } = operated.darkroom;
    const before = await store.listPreviews('previews/');
    const stray = { name: '', width: 1, height: 1, format: 'webp' as const, contentType: 'image/webp' };
    await store.storePreview(`previews/${imageId()}/v0/1x1.webp`, { ...stray, bytes: Buffer.from('x') }, {});
    await expectFoundAndFixed('preview-orphaned', 'previews removed');
    expect(await store.listPreviews('previews/')).toEqual(before);
  });

  it('finds previews without a record or an original and removes them', async () => {
    const { store } = operated.darkroom;
    const stray = { name: '', width: 1, height: 1, format: 'webp' as const, contentType: 'image/webp' };
    await store.storePreview(`previews/${imageId()}/v0/1x1.webp`, { ...stray, bytes: Buffer.from('x') }, {});
    await expectFoundAndFixed('preview-orphaned', 'previews removed');
    expect(await store.listPreviews('previews/')).toEqual([]);
  });

  it('finds a live record whose original is gone and records the deletion', async () => {
    await operated.upload(KEY);
    const { s3, sourceBucket, catalog, store } = operated.darkroom;
    await s3.send(new DeleteObjectCommand({ Bucket: sourceBucket, Key: KEY }));
    await expectFoundAndFixed('source-missing', 'deletion recorded');
    const rows = await catalog.history(imageId());
    expect(rows.map(({ processingStatus }) => processingStatus)).toEqual(['DELETED', 'DELETED']);
    expect(await store.listPreviews('previews/')).toEqual([]);
  });

  it('continues where an interrupted run stopped', async () => {
    for (let index = 100; index < 180; index += 1)
      await operated.put(`uploads/ada/${index}.jpg`, Buffer.alloc(1));
    operated.endpoint.refuseAfter.set('Query', 70);
    const first = await operated.run('reconcile');
    expect(first.exitCode).toBe(3);
    operated.endpoint.refuseAfter.clear();
    const second = await operated.run('reconcile --resume');
    expect(second.err).toContain('Continuing after uploads/ada/163.jpg.');
    expect(second.out.trim().split('\n')).toHaveLength(16);
    expect(existsSync('.darkroom')).toBe(true);
    const third = await operated.run('reconcile --resume');
    expect(third.out.trim().split('\n')).toHaveLength(80);
  });

  it('skips images younger than --grace, which must be a number', async () => {
    await operated.put(KEY);
    const patient = await operated.run('reconcile --grace 120');
    expect(patient.exitCode).toBe(0);
    expect(patient.err).toContain('1 upload without a record left alone: younger than 120 minutes.');
    const { exitCode, err } = await operated.run('reconcile --grace soon');
    expect(exitCode).toBe(2);
    expect(err).toContain('Specify a number of minutes');
  });
});
