import { imageIdOf } from '../../../lambda/domain/image-record';
import { deleteImage } from '../../../lambda/domain/removals/delete-image';
import type { UploadEvent } from '../../../lambda/domain/upload';
import { processUpload } from '../../../lambda/domain/uploads/process-upload';
import { jpegPhoto } from '../../support/photos';
import { attemptBy, inMemoryPipeline, SOURCE_BUCKET, uploadEvent } from '../../support/uploads';

const KEY = 'uploads/user-7/harbour.jpg';
const IMAGE = imageIdOf(SOURCE_BUCKET, KEY);

async function pipelineWith(versions: number) {
  const pipeline = inMemoryPipeline();
  const events: UploadEvent[] = [];
  for (let version = 0; version < versions; version += 1) {
    const photo = await jpegPhoto({ width: 400 + version });
    events.push(uploadEvent(pipeline.store.put(SOURCE_BUCKET, KEY, photo)));
  }
  return { ...pipeline, events };
}

const process = (event: UploadEvent | undefined, { dependencies }: ReturnType<typeof inMemoryPipeline>) => {
  if (!event) throw new Error('The test has no such event.');
  return processUpload(event, attemptBy(`m-${event.sequencer}`), dependencies);
};

type Pipeline = ReturnType<typeof inMemoryPipeline>;

/** Deletes the key in the bucket. @returns S3's event about it */
function deletedKey({ store }: Pipeline): UploadEvent {
  const versionId = store.markDeleted(SOURCE_BUCKET, KEY);
  return versionId
    ? uploadEvent({ kind: 'delete-marker-created', key: KEY, versionId })
    : uploadEvent({ kind: 'version-deleted', key: KEY });
}

/** Removes a version, or a delete marker, for good. @returns S3's event about it */
function removedVersion({ store }: Pipeline, removed: UploadEvent | undefined): UploadEvent {
  const versionId = removed?.versionId ?? '';
  store.removeVersion(SOURCE_BUCKET, KEY, versionId);
  return uploadEvent({ kind: 'version-deleted', key: KEY, versionId });
}

const previewsIn = ({ store }: ReturnType<typeof inMemoryPipeline>) => [...store.previews.keys()].sort();

/** The keys of all previews of one upload. */
const previewsOf = (event: UploadEvent | undefined): string[] =>
  ['150x150', '300x300', '800x800'].map((name) => `previews/${IMAGE}/${event?.versionId}/${name}.webp`);

describe('a delete marker', () => {
  it('writes a DELETED record, removes every preview of the image and publishes Image Deleted', async () => {
    const pipeline = await pipelineWith(2);
    for (const event of pipeline.events) await process(event, pipeline);
    const marker = deletedKey(pipeline);
    const outcome = await deleteImage(marker, pipeline.dependencies);
    expect(outcome.kind).toBe('deleted');
    expect(pipeline.store.previews.size).toBe(0);
    expect(pipeline.publisher.types.at(-1)).toBe('Image Deleted');
    const rows = await pipeline.catalog.history(IMAGE);
    expect(rows.map(({ processingStatus }) => processingStatus)).toEqual(['DELETED', 'DELETED', 'DELETED']);
    expect(rows.map(({ previews }) => previews)).toEqual([undefined, undefined, undefined]);
  });

  it('has the same result when it arrives twice', async () => {
    const pipeline = await pipelineWith(1);
    await process(pipeline.events[0], pipeline);
    const marker = deletedKey(pipeline);
    await deleteImage(marker, pipeline.dependencies);
    const before = pipeline.catalog.records;
    await deleteImage(marker, pipeline.dependencies);
    expect(pipeline.catalog.records).toEqual(before);
  });

  it('arriving before its upload keeps that upload from coming back', async () => {
    const pipeline = await pipelineWith(1);
    const marker = deletedKey(pipeline);
    await deleteImage(marker, pipeline.dependencies);
    const outcome = await process(pipeline.events[0], pipeline);
    expect(outcome.kind).toBe('superseded');
    expect(pipeline.store.previews.size).toBe(0);
    expect(pipeline.publisher.types).toEqual(['Image Deleted']);
    expect(pipeline.catalog.records.map(({ processingStatus }) => processingStatus)).toEqual([
      'DELETED',
      'DELETED',
    ]);
  });

  it('arriving after a newer upload changes nothing and publishes no deletion', async () => {
    const pipeline = await pipelineWith(1);
    const marker = deletedKey(pipeline);
    const again = uploadEvent(pipeline.store.put(SOURCE_BUCKET, KEY, await jpegPhoto({ width: 500 })));
    await process(pipeline.events[0], pipeline);
    await process(again, pipeline);
    const outcome = await deleteImage(marker, pipeline.dependencies);
    expect(outcome.kind).toBe('superseded');
    expect(pipeline.publisher.types).not.toContain('Image Deleted');
    const [newest, ...older] = await pipeline.catalog.history(IMAGE);
    expect(newest).toMatchObject({ versionId: again.versionId, processingStatus: 'COMPLETED' });
    expect(older.map(({ versionId, processingStatus }) => [versionId, processingStatus])).toEqual([
      [marker.versionId, 'DELETED'],
      [pipeline.events[0]?.versionId, 'DELETED'],
    ]);
    expect(previewsIn(pipeline)).toEqual(previewsOf(again));
  });

  it('arriving during an attempt wins, and the attempt removes its previews again', async () => {
    const pipeline = await pipelineWith(1);
    const finish = pipeline.catalog.finish.bind(pipeline.catalog);
    pipeline.catalog.finish = async (record, holder) => {
      await deleteImage(deletedKey(pipeline), pipeline.dependencies);
      await finish(record, holder);
    };
    const outcome = await process(pipeline.events[0], pipeline);
    expect(outcome.kind).toBe('superseded');
    expect(pipeline.store.previews.size).toBe(0);
    expect(pipeline.publisher.types).toEqual(['Image Deleted']);
  });
});

describe('the permanent removal', () => {
  it('removes only the record and previews of an old version', async () => {
    const pipeline = await pipelineWith(2);
    for (const event of pipeline.events) await process(event, pipeline);
    const [old, current] = pipeline.events;
    await deleteImage(removedVersion(pipeline, old), pipeline.dependencies);
    const rows = await pipeline.catalog.history(IMAGE);
    expect(rows.map(({ versionId, processingStatus }) => [versionId, processingStatus])).toEqual([
      [current?.versionId, 'COMPLETED'],
    ]);
    expect(previewsIn(pipeline)).toEqual(previewsOf(current));
    expect(pipeline.publisher.types).not.toContain('Image Deleted');
  });

  it('does not change the image for an old version, though its message overtook those of the uploads', async () => {
    const pipeline = await pipelineWith(2);
    const [old, current] = pipeline.events;
    await deleteImage(removedVersion(pipeline, old), pipeline.dependencies);
    for (const event of pipeline.events) await process(event, pipeline);
    const [newest] = await pipeline.catalog.history(IMAGE);
    expect(newest).toMatchObject({ versionId: current?.versionId, processingStatus: 'COMPLETED' });
    expect(pipeline.publisher.types).not.toContain('Image Deleted');
  });

  it('deletes the image when it removes the only version', async () => {
    const pipeline = await pipelineWith(1);
    await process(pipeline.events[0], pipeline);
    const outcome = await deleteImage(removedVersion(pipeline, pipeline.events[0]), pipeline.dependencies);
    expect(outcome.kind).toBe('deleted');
    expect(pipeline.store.previews.size).toBe(0);
    expect(pipeline.publisher.types.at(-1)).toBe('Image Deleted');
  });

  it('makes the predecessor of the current version the image again, and announces that', async () => {
    const pipeline = await pipelineWith(2);
    for (const event of pipeline.events) await process(event, pipeline);
    const [old, current] = pipeline.events;
    await deleteImage(removedVersion(pipeline, current), pipeline.dependencies);
    const [newest, ...others] = await pipeline.catalog.history(IMAGE);
    expect(newest).toMatchObject({ versionId: old?.versionId, processingStatus: 'COMPLETED' });
    expect(others).toEqual([]);
    expect(previewsIn(pipeline)).toEqual(previewsOf(old));
    expect(pipeline.publisher.events.at(-1)).toMatchObject({
      type: 'Image Processing Completed',
      record: { versionId: old?.versionId },
    });
  });

  it('restores the image with its previews when it removes a delete marker', async () => {
    const pipeline = await pipelineWith(1);
    await process(pipeline.events[0], pipeline);
    const marker = deletedKey(pipeline);
    await deleteImage(marker, pipeline.dependencies);
    await deleteImage(removedVersion(pipeline, marker), pipeline.dependencies);
    const rows = await pipeline.catalog.history(IMAGE);
    expect(rows).toMatchObject([{ processingStatus: 'COMPLETED', attempts: 2 }]);
    expect(previewsIn(pipeline)).toEqual(previewsOf(pipeline.events[0]));
    expect(pipeline.publisher.types.at(-1)).toBe('Image Processing Completed');
  });

  it('does not undo a deletion that arrives while a removed delete marker restores the image', async () => {
    const pipeline = await pipelineWith(1);
    await process(pipeline.events[0], pipeline);
    const marker = deletedKey(pipeline);
    await deleteImage(marker, pipeline.dependencies);
    const removal = removedVersion(pipeline, marker);
    const { store, dependencies } = pipeline;
    const stored: string[] = [];
    const interrupted = new Proxy(store, {
      get: (target, name) =>
        name !== 'storePreview'
          ? Reflect.get(target, name)
          : async (...preview: Parameters<typeof store.storePreview>) => {
              stored.push(preview[0]);
              if (stored.length === 1) await deleteImage(deletedKey(pipeline), dependencies);
              return store.storePreview(...preview);
            },
    });
    await deleteImage(removal, { ...dependencies, store: interrupted });
    expect(stored).not.toEqual([]);
    const [newest] = await pipeline.catalog.history(IMAGE);
    expect(newest).toMatchObject({ processingStatus: 'DELETED' });
    expect(previewsIn(pipeline)).toEqual([]);
    expect(pipeline.publisher.types.at(-1)).toBe('Image Deleted');
  });

  it('keeps the late event of a removed delete marker from deleting the image', async () => {
    const pipeline = await pipelineWith(1);
    const marker = deletedKey(pipeline);
    const removal = removedVersion(pipeline, marker);
    for (const event of [removal, marker]) await deleteImage(event, pipeline.dependencies);
    await process(pipeline.events[0], pipeline);
    const [newest] = await pipeline.catalog.history(IMAGE);
    expect(newest).toMatchObject({ processingStatus: 'COMPLETED' });
    expect(pipeline.publisher.types).not.toContain('Image Deleted');
  });

  it('announces the deletion when it removes the last versions, newest first', async () => {
    const pipeline = await pipelineWith(2);
    for (const event of pipeline.events) await process(event, pipeline);
    for (const event of pipeline.events.toReversed()) {
      await deleteImage(removedVersion(pipeline, event), pipeline.dependencies);
    }
    expect(pipeline.publisher.types.at(-1)).toBe('Image Deleted');
    expect(await pipeline.catalog.history(IMAGE)).toMatchObject([{ processingStatus: 'DELETED' }]);
    expect(previewsIn(pipeline)).toEqual([]);
  });

  it('announces nothing a second time for versions that a delete marker hides', async () => {
    const pipeline = await pipelineWith(1);
    await process(pipeline.events[0], pipeline);
    const marker = deletedKey(pipeline);
    await deleteImage(marker, pipeline.dependencies);
    await deleteImage(removedVersion(pipeline, pipeline.events[0]), pipeline.dependencies);
    await deleteImage(removedVersion(pipeline, marker), pipeline.dependencies);
    expect(pipeline.publisher.types.filter((type) => type === 'Image Deleted')).toHaveLength(1);
    expect(await pipeline.catalog.history(IMAGE)).toMatchObject([{ processingStatus: 'DELETED' }]);
  });

  it('deletes the image of an object without versions', async () => {
    const pipeline = inMemoryPipeline();
    pipeline.store.versioning = 'Off';
    const { versionId: _, ...object } = pipeline.store.put(SOURCE_BUCKET, KEY, await jpegPhoto());
    await process(uploadEvent(object), pipeline);
    expect(pipeline.store.previews.size).toBe(3);
    const outcome = await deleteImage(deletedKey(pipeline), pipeline.dependencies);
    expect(outcome.kind).toBe('deleted');
    expect(pipeline.store.previews.size).toBe(0);
  });

  it('is recorded at its arrival when a lifecycle rule made it, whose event has no time', async () => {
    const pipeline = await pipelineWith(1);
    await process(pipeline.events[0], pipeline);
    const removal = { ...removedVersion(pipeline, pipeline.events[0]), eventTime: 0 };
    await deleteImage(removal, pipeline.dependencies);
    await deleteImage(removal, pipeline.dependencies);
    expect(await pipeline.catalog.history(IMAGE)).toMatchObject([
      { processingStatus: 'DELETED', timestamp: pipeline.clock.time, uploadDate: '2026-06-21' },
    ]);
  });
});
