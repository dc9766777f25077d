import { ServiceError, VersionHeldError } from '../../../lambda/domain/errors';
import { imageIdOf } from '../../../lambda/domain/image-record';
import { bookOfOne } from '../../../lambda/domain/previews/recipe-book';
import type { UploadEvent } from '../../../lambda/domain/upload';
import { processUpload } from '../../../lambda/domain/uploads/process-upload';
import { jpegPhoto } from '../../support/photos';
import { recipe } from '../../support/rendering';
import { attemptBy, inMemoryPipeline, NOON, SOURCE_BUCKET, uploadEvent } from '../../support/uploads';

const KEY = 'uploads/user-7/harbour.jpg';

async function uploaded(pipeline = inMemoryPipeline(), metadata: Record<string, string> = {}) {
  const original = pipeline.store.put(SOURCE_BUCKET, KEY, await jpegPhoto(), { metadata });
  return { ...pipeline, event: uploadEvent(original) };
}

describe('a valid photo', () => {
  it('ends COMPLETED with every preview stored under its image and version', async () => {
    const { event, store, catalog, dependencies } = await uploaded();
    const outcome = await processUpload(event, attemptBy('m-1'), dependencies);
    expect(outcome.kind).toBe('completed');
    const [record] = catalog.records;
    expect(record).toMatchObject({
      imageId: imageIdOf(SOURCE_BUCKET, KEY),
      timestamp: event.eventTime,
      processingStatus: 'COMPLETED',
      userId: 'user-7',
      uploadDate: '2026-06-21',
      attempts: 1,
      width: 1200,
      height: 800,
      format: 'jpeg',
    });
    const folder = `previews/${record?.imageId}/${event.versionId}`;
    expect(record?.previews?.map(({ key }) => key)).toEqual([
      `${folder}/150x150.webp`,
      `${folder}/300x300.webp`,
      `${folder}/800x800.webp`,
    ]);
    expect([...store.previews.keys()].sort()).toEqual(record?.previews?.map(({ key }) => key).sort());
  });

  it('says what the stored objects are: the record and the bucket agree on every size', async () => {
    const { event, store, catalog, dependencies } = await uploaded();
    await processUpload(event, attemptBy('m-1'), dependencies);
    for (const preview of catalog.records[0]?.previews ?? []) {
      expect(store.previews.get(preview.key)?.preview.bytes.length).toBe(preview.size);
    }
    expect(catalog.records[0]?.previews).toHaveLength(3);
  });

  it('passes its user metadata on to the previews, and takes the user from it', async () => {
    const { event, store, catalog, dependencies } = await uploaded(inMemoryPipeline(), {
      'user-id': 'ada',
      album: 'summer',
    });
    await processUpload(event, attemptBy('m-1'), dependencies);
    expect(catalog.records[0]?.userId).toBe('ada');
    expect([...store.previews.values()].map(({ metadata }) => metadata.album)).toEqual(
      Array(3).fill('summer'),
    );
  });

  it('belongs to the user of its folder where metadata is not trusted', async () => {
    const pipeline = inMemoryPipeline({ userIdSource: 'folder' });
    const { event, catalog, dependencies } = await uploaded(pipeline, { 'user-id': 'ada' });
    await processUpload(event, attemptBy('m-1'), dependencies);
    expect(catalog.records[0]?.userId).toBe('user-7');
  });

  it('is published after it is recorded', async () => {
    const { event, catalog, publisher, dependencies } = await uploaded();
    const statusWhenPublished: (string | undefined)[] = [];
    const publish = publisher.publish.bind(publisher);
    publisher.publish = async (type, record) => {
      statusWhenPublished.push(catalog.records[0]?.processingStatus);
      await publish(type, record);
    };
    await processUpload(event, attemptBy('m-1'), dependencies);
    expect(publisher.types).toEqual(['Image Processing Completed']);
    expect(statusWhenPublished).toEqual(['COMPLETED']);
  });

  it('is kept for the configured days, and indefinitely without', async () => {
    const forgetful = await uploaded(inMemoryPipeline({ retentionDays: 30 }));
    await processUpload(forgetful.event, attemptBy('m-1'), forgetful.dependencies);
    expect(forgetful.catalog.records[0]?.ttl).toBe(NOON / 1000 + 30 * 86_400);
    const faithful = await uploaded();
    await processUpload(faithful.event, attemptBy('m-1'), faithful.dependencies);
    expect(faithful.catalog.records[0]).not.toHaveProperty('ttl');
  });
});

describe('a photo that cannot be processed', () => {
  it.each([
    ['EMPTY_OBJECT', 'This file is empty (0 bytes). Upload the photo again.', Buffer.alloc(0)],
    ['UNSUPPORTED_FORMAT', 'This file is a text file', Buffer.from('just some text, whatever its name says')],
    [
      'IMAGE_TOO_LARGE',
      'This file has 11 MiB; at most 10 MiB are allowed. Upload a smaller version.',
      Buffer.alloc(11 * 1024 * 1024, 1),
    ],
  ])('ends FAILED with %s and says "%s", is published, and is no error', async (code, message, bytes) => {
    const { store, catalog, publisher, dependencies } = inMemoryPipeline();
    const event = uploadEvent(store.put(SOURCE_BUCKET, KEY, bytes));
    const outcome = await processUpload(event, attemptBy('m-1'), dependencies);
    expect(outcome.kind).toBe('failed');
    expect(catalog.records).toMatchObject([
      { processingStatus: 'FAILED', error: { code, message: expect.stringContaining(message) } },
    ]);
    expect(publisher.types).toEqual(['Image Processing Failed']);
    expect(store.previews.size).toBe(0);
  });

  it('ends DELETED without an event when it is gone before it can be read', async () => {
    const { catalog, publisher, dependencies } = inMemoryPipeline();
    const outcome = await processUpload(
      uploadEvent({ versionId: 'nowhere' }),
      attemptBy('m-1'),
      dependencies,
    );
    expect(outcome.kind).toBe('superseded');
    expect(catalog.records).toMatchObject([{ processingStatus: 'DELETED' }]);
    expect(publisher.types).toEqual([]);
  });

  it('leaves no record when its version is gone and the key has another', async () => {
    const { store, catalog, publisher, dependencies } = inMemoryPipeline();
    const gone = uploadEvent(store.put(SOURCE_BUCKET, KEY, Buffer.from('no photo')));
    store.removeVersion(SOURCE_BUCKET, KEY, gone.versionId ?? '');
    store.put(SOURCE_BUCKET, KEY, Buffer.from('another'));
    expect(await processUpload(gone, attemptBy('m-1'), dependencies)).toEqual({ kind: 'superseded' });
    expect(catalog.records).toEqual([]);
    expect(publisher.types).toEqual([]);
  });

  it('is recorded without an event when it is empty and a newer object has replaced it', async () => {
    const { store, catalog, publisher, dependencies } = inMemoryPipeline();
    const empty = uploadEvent(store.put(SOURCE_BUCKET, KEY, Buffer.alloc(0)));
    const filled = uploadEvent(store.put(SOURCE_BUCKET, KEY, await jpegPhoto()));
    const outcome = await processUpload(empty, attemptBy('m-1'), dependencies);
    expect(outcome.kind).toBe('superseded');
    expect(catalog.records).toMatchObject([{ error: { code: 'EMPTY_OBJECT' } }]);
    await processUpload(empty, attemptBy('m-1'), dependencies);
    await processUpload(filled, attemptBy('m-2'), dependencies);
    expect(publisher.types).toEqual(['Image Processing Completed']);
  });

  it('ends FAILED with PROCESSING_TIMEOUT when rendering would leave no time to record it', async () => {
    const { event, catalog, dependencies } = await uploaded();
    const outcome = await processUpload(event, { ...attemptBy('m-1'), renderBy: NOON }, dependencies);
    expect(outcome.kind).toBe('failed');
    expect(catalog.records).toMatchObject([{ error: { code: 'PROCESSING_TIMEOUT' } }]);
  });
});

describe('the object of an upload', () => {
  it('is opened once, without an earlier request', async () => {
    const { event, store, dependencies } = await uploaded();
    const [open, head] = [jest.spyOn(store, 'openOriginal'), jest.spyOn(store, 'headOriginal')];
    await processUpload(event, attemptBy('m-1'), dependencies);
    expect(open).toHaveBeenCalledTimes(1);
    expect(head).toHaveBeenCalledTimes(0);
  });

  it('is read by its version when another is current, which is closed unread', async () => {
    const { event, store, catalog, dependencies } = await uploaded();
    store.put(SOURCE_BUCKET, KEY, Buffer.from('another'));
    const opened: string[] = [];
    const open = store.openOriginal.bind(store);
    store.openOriginal = async (ref) => {
      const original = await open(ref);
      const size = original.head.size;
      return {
        ...original,
        read: (admit) => {
          opened.push(`read ${size}`);
          return original.read(admit);
        },
        abandon: () => opened.push(`closed ${size}`),
      };
    };
    await processUpload(event, attemptBy('m-1'), dependencies);
    expect(catalog.records).toMatchObject([{ processingStatus: 'COMPLETED' }]);
    expect(opened.slice(0, 2)).toEqual(['closed 7', `read ${event.size}`]);
  });
});

describe('a photo that was downloaded too slowly to be rendered in time', () => {
  it('goes back to the queue, because it is not the photo’s fault', async () => {
    const { event, store, clock, catalog, dependencies } = await uploaded();
    const open = store.openOriginal.bind(store);
    store.openOriginal = async (ref) => {
      clock.time += 50_000;
      return open(ref);
    };
    await expect(processUpload(event, attemptBy('m-1'), dependencies)).rejects.toThrow(/too little time/);
    expect(catalog.records).toMatchObject([{ processingStatus: 'PROCESSING' }]);
  });
});

describe('a repeated event', () => {
  it('publishes a finished version again and renders nothing', async () => {
    const { event, store, publisher, catalog, dependencies } = await uploaded();
    await processUpload(event, attemptBy('m-1'), dependencies);
    const before = catalog.records;
    store.previews.clear();
    const outcome = await processUpload(event, attemptBy('m-2'), dependencies);
    expect(outcome.kind).toBe('duplicate');
    expect(store.previews.size).toBe(0);
    expect(publisher.types).toEqual(['Image Processing Completed', 'Image Processing Completed']);
    expect(catalog.records).toEqual(before);
  });

  it('publishes what an earlier attempt recorded but could not publish', async () => {
    const { event, publisher, catalog, dependencies } = await uploaded();
    publisher.refuseNext(new ServiceError('the bus is busy'));
    await expect(processUpload(event, attemptBy('m-1'), dependencies)).rejects.toThrow('the bus is busy');
    expect(catalog.records[0]?.processingStatus).toBe('COMPLETED');
    await processUpload(event, attemptBy('m-1'), dependencies);
    expect(publisher.types).toEqual(['Image Processing Completed']);
  });

  it('takes over from its own attempt that died, at once, and counts the attempts', async () => {
    const { event, store, catalog, dependencies } = await uploaded();
    store.storePreview = () => Promise.reject(new ServiceError('slow down'));
    await expect(processUpload(event, attemptBy('m-1'), dependencies)).rejects.toThrow('slow down');
    expect(catalog.records[0]?.processingStatus).toBe('PROCESSING');
    store.storePreview = Object.getPrototypeOf(store).storePreview;
    await processUpload(event, attemptBy('m-1'), dependencies);
    expect(catalog.records).toMatchObject([{ processingStatus: 'COMPLETED', attempts: 2 }]);
  });

  it('waits while another message processes the same version, until that attempt has surely ended', async () => {
    const { event, clock, catalog, store, dependencies } = await uploaded();
    store.storePreview = () => Promise.reject(new ServiceError('slow down'));
    await expect(processUpload(event, attemptBy('m-1'), dependencies)).rejects.toThrow('slow down');
    store.storePreview = Object.getPrototypeOf(store).storePreview;
    await expect(processUpload(event, attemptBy('m-2'), dependencies)).rejects.toThrow(VersionHeldError);
    clock.time = NOON + 60_001;
    await processUpload(event, attemptBy('m-2', clock.time), dependencies);
    expect(catalog.records).toMatchObject([{ processingStatus: 'COMPLETED' }]);
  });
});

describe('an upload that is requested again', () => {
  const small = bookOfOne(recipe({ sizes: [{ width: 64, height: 64 }], format: 'png' }));

  it('is made again with the current recipe, and its earlier previews are removed', async () => {
    const { event, store, catalog, dependencies } = await uploaded();
    await processUpload(event, attemptBy('m-1'), dependencies);
    const again: UploadEvent = { ...event, reprocess: 'if-outdated' };
    const outcome = await processUpload(again, attemptBy('m-2'), { ...dependencies, recipes: small });
    expect(outcome.kind).toBe('completed');
    expect([...store.previews.keys()]).toEqual(catalog.records[0]?.previews?.map(({ key }) => key));
    expect(catalog.records).toMatchObject([{ attempts: 2, previews: [{ name: '64x64', format: 'png' }] }]);
  });

  it('is unchanged when the recipe is still the same', async () => {
    const { event, store, dependencies } = await uploaded();
    await processUpload(event, attemptBy('m-1'), dependencies);
    const storing = jest.spyOn(store, 'storePreview');
    const outcome = await processUpload(
      { ...event, reprocess: 'if-outdated' },
      attemptBy('m-2'),
      dependencies,
    );
    expect(outcome.kind).toBe('duplicate');
    expect(storing).not.toHaveBeenCalled();
  });

  it.each(['always', 'if-outdated'] as const)(
    'is made again (%s) when its previews have expired',
    async (reprocess) => {
      const { event, store, dependencies } = await uploaded();
      await processUpload(event, attemptBy('m-1'), dependencies);
      store.previews.clear();
      await processUpload({ ...event, reprocess }, attemptBy('m-2'), dependencies);
      expect(store.previews.size).toBe(3);
    },
  );

  it('is tried again after it failed, and forgets the failure when it succeeds', async () => {
    const { event, catalog, dependencies } = await uploaded();
    const strict = { ...dependencies, limits: { ...dependencies.limits, maxBytes: 10 } };
    await processUpload(event, attemptBy('m-1'), strict);
    expect(catalog.records).toMatchObject([{ error: { code: 'IMAGE_TOO_LARGE' } }]);
    await processUpload({ ...event, reprocess: 'if-outdated' }, attemptBy('m-2'), dependencies);
    expect(catalog.records).toMatchObject([{ processingStatus: 'COMPLETED' }]);
    expect(catalog.records[0]).not.toHaveProperty('error');
  });
});

describe('an event that names no version of an object that has one', () => {
  it('is about the current version when that has the same content', async () => {
    const { event, store, catalog, dependencies } = await uploaded();
    const { versionId, ...unnamed } = event;
    const outcome = await processUpload(unnamed, attemptBy('m-1'), dependencies);
    expect(outcome.kind).toBe('completed');
    expect(catalog.records).toMatchObject([{ versionId, processingStatus: 'COMPLETED' }]);
    expect([...store.previews.keys()]).toEqual(catalog.records[0]?.previews?.map(({ key }) => key));
    expect((await processUpload(unnamed, attemptBy('m-2'), dependencies)).kind).toBe('duplicate');
  });

  it('has no effect when another file is current', async () => {
    const { event, store, catalog, dependencies } = await uploaded();
    const { versionId: _, ...unnamed } = event;
    store.put(SOURCE_BUCKET, KEY, await jpegPhoto({ width: 900 }));
    expect((await processUpload(unnamed, attemptBy('m-1'), dependencies)).kind).toBe('superseded');
    expect(catalog.records).toEqual([]);
  });
});

describe('several versions of one key', () => {
  it('have a row each, with previews of their own', async () => {
    const { event: first, ...pipeline } = await uploaded();
    const second = uploadEvent(pipeline.store.put(SOURCE_BUCKET, KEY, await jpegPhoto({ width: 900 })));
    await processUpload(second, attemptBy('m-2'), pipeline.dependencies);
    await processUpload(first, attemptBy('m-1'), pipeline.dependencies);
    const rows = await pipeline.catalog.history(imageIdOf(SOURCE_BUCKET, KEY));
    expect(rows.map(({ versionId }) => versionId)).toEqual([second.versionId, first.versionId]);
    expect(pipeline.store.previews.size).toBe(6);
  });

  it('have a row each even when they came in the same millisecond', async () => {
    const { event: first, ...pipeline } = await uploaded();
    const other = pipeline.store.put(SOURCE_BUCKET, KEY, await jpegPhoto({ width: 900 }));
    const second = uploadEvent({ ...other, eventTime: first.eventTime });
    await processUpload(first, attemptBy('m-1'), pipeline.dependencies);
    await processUpload(second, attemptBy('m-2'), pipeline.dependencies);
    await processUpload(second, attemptBy('m-2'), pipeline.dependencies);
    expect(pipeline.catalog.records.map(({ versionId, timestamp }) => [versionId, timestamp])).toEqual([
      [second.versionId, first.eventTime + 1],
      [first.versionId, first.eventTime],
    ]);
  });

  it('have one row for one version, though the queue and a person name different times', async () => {
    const { event, ...pipeline } = await uploaded();
    const { sequencer: _, ...asked } = { ...event, eventTime: event.eventTime - 700 };
    await processUpload(asked, attemptBy('api:1'), pipeline.dependencies);
    const outcome = await processUpload(event, attemptBy('m-1'), pipeline.dependencies);
    expect(outcome.kind).toBe('duplicate');
    expect(pipeline.catalog.records).toHaveLength(1);
  });
});
