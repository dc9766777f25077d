import { deleteImage } from '../../../lambda/domain/delete-image';
import { imageIdOf } from '../../../lambda/domain/image-record';
import { processUpload } from '../../../lambda/domain/process-upload';
import type { UploadEvent } from '../../../lambda/domain/upload';
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

const previewsIn = ({ store }: ReturnType<typeof inMemoryPipeline>) => [...store.previews.keys()].sort();

/** The keys of all previews of one upload. */
const previewsOf = (event: UploadEvent | undefined): string[] =>
  ['150x150', '300x300', '800x800'].map((name) => `previews/${IMAGE}/${event?.versionId}/${name}.webp`);

describe('a delete marker', () => {
  it('writes a DELETED record, removes every preview of the image and publishes Image Deleted', async () => {
    const pipeline = await pipelineWith(2);
    for (const event of pipeline.events) await process(event, pipeline);
    const marker = uploadEvent({ kind: 'delete-marker-created', key: KEY, versionId: 'marker' });
    const outcome = await deleteImage(marker, pipeline.dependencies);
    expect(outcome.kind).toBe('deleted');
    expect(pipeline.store.previews.size).toBe(0);
    expect(pipeline.publisher.types.at(-1)).toBe('Image Deleted');
    const rows = await pipeline.catalog.history(IMAGE);
    expect(rows.map(({ processingStatus }) => processingStatus)).toEqual(['DELETED', 'DELETED', 'DELETED']);
    expect(rows.every(({ previews }) => previews === undefined)).toBe(true);
  });

  it('may come twice and says the same twice', async () => {
    const pipeline = await pipelineWith(1);
    await process(pipeline.events[0], pipeline);
    const marker = uploadEvent({ kind: 'delete-marker-created', key: KEY, versionId: 'marker' });
    await deleteImage(marker, pipeline.dependencies);
    const before = pipeline.catalog.records;
    await deleteImage(marker, pipeline.dependencies);
    expect(pipeline.catalog.records).toEqual(before);
  });

  it('that comes before the upload it followed keeps that upload from coming back', async () => {
    const pipeline = await pipelineWith(1);
    const marker = uploadEvent({ kind: 'delete-marker-created', key: KEY, versionId: 'marker' });
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

  it('that comes after a newer upload leaves that upload as it is and tells nobody of a deletion', async () => {
    const pipeline = await pipelineWith(1);
    const marker = uploadEvent({ kind: 'delete-marker-created', key: KEY, versionId: 'marker' });
    const again = uploadEvent(pipeline.store.put(SOURCE_BUCKET, KEY, await jpegPhoto({ width: 500 })));
    await process(pipeline.events[0], pipeline);
    await process(again, pipeline);
    const outcome = await deleteImage(marker, pipeline.dependencies);
    expect(outcome.kind).toBe('superseded');
    expect(pipeline.publisher.types).not.toContain('Image Deleted');
    const [newest, ...older] = await pipeline.catalog.history(IMAGE);
    expect(newest).toMatchObject({ versionId: again.versionId, processingStatus: 'COMPLETED' });
    expect(older.every(({ processingStatus }) => processingStatus === 'DELETED')).toBe(true);
    expect(previewsIn(pipeline)).toEqual(previewsOf(again));
  });

  it('that comes while the upload is at work wins, and the upload takes its previews away again', async () => {
    const pipeline = await pipelineWith(1);
    const marker = uploadEvent({ kind: 'delete-marker-created', key: KEY, versionId: 'marker' });
    const finish = pipeline.catalog.finish.bind(pipeline.catalog);
    pipeline.catalog.finish = async (record, holder) => {
      await deleteImage(marker, pipeline.dependencies);
      await finish(record, holder);
    };
    const outcome = await process(pipeline.events[0], pipeline);
    expect(outcome.kind).toBe('superseded');
    expect(pipeline.store.previews.size).toBe(0);
    expect(pipeline.publisher.types).toEqual(['Image Deleted']);
  });
});

describe('the permanent removal', () => {
  it('of an old version takes that version’s previews alone', async () => {
    const pipeline = await pipelineWith(2);
    for (const event of pipeline.events) await process(event, pipeline);
    const [old, current] = pipeline.events;
    await deleteImage(
      uploadEvent({ kind: 'version-deleted', key: KEY, versionId: old?.versionId ?? '' }),
      pipeline.dependencies,
    );
    const rows = await pipeline.catalog.history(IMAGE);
    expect(rows.map(({ versionId, processingStatus }) => [versionId, processingStatus])).toEqual([
      [current?.versionId, 'COMPLETED'],
      [old?.versionId, 'DELETED'],
    ]);
    expect(previewsIn(pipeline)).toEqual(previewsOf(current));
    expect(pipeline.publisher.types).not.toContain('Image Deleted');
  });

  it('of an old version leaves the image alone, though its message overtook those of the uploads', async () => {
    const pipeline = await pipelineWith(2);
    const [old, current] = pipeline.events;
    const versionId = old?.versionId ?? '';
    pipeline.store.removeVersion(SOURCE_BUCKET, KEY, versionId);
    await deleteImage(uploadEvent({ kind: 'version-deleted', key: KEY, versionId }), pipeline.dependencies);
    for (const event of pipeline.events) await process(event, pipeline);
    const [newest] = await pipeline.catalog.history(IMAGE);
    expect(newest).toMatchObject({ versionId: current?.versionId, processingStatus: 'COMPLETED' });
    expect(pipeline.publisher.types).not.toContain('Image Deleted');
  });

  it('of the current version deletes the image', async () => {
    const pipeline = await pipelineWith(1);
    await process(pipeline.events[0], pipeline);
    const versionId = pipeline.events[0]?.versionId ?? '';
    pipeline.store.removeVersion(SOURCE_BUCKET, KEY, versionId);
    const removal = uploadEvent({ kind: 'version-deleted', key: KEY, versionId });
    const outcome = await deleteImage(removal, pipeline.dependencies);
    expect(outcome.kind).toBe('deleted');
    expect(pipeline.store.previews.size).toBe(0);
    expect(pipeline.publisher.types.at(-1)).toBe('Image Deleted');
  });

  it('of an object without versions deletes the image', async () => {
    const pipeline = inMemoryPipeline();
    const { versionId: _, ...object } = pipeline.store.put(SOURCE_BUCKET, KEY, await jpegPhoto());
    await process(uploadEvent(object), pipeline);
    const outcome = await deleteImage(
      uploadEvent({ kind: 'version-deleted', key: KEY }),
      pipeline.dependencies,
    );
    expect(outcome.kind).toBe('deleted');
    expect(pipeline.store.previews.size).toBe(0);
  });
});
