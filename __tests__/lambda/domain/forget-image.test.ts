import { imageIdOf } from '../../../lambda/domain/image-record';
import { deleteImage } from '../../../lambda/domain/removals/delete-image';
import { forgetImage } from '../../../lambda/domain/removals/forget-image';
import { processUpload } from '../../../lambda/domain/uploads/process-upload';
import { jpegPhoto } from '../../support/photos';
import { attemptBy, inMemoryPipeline, SOURCE_BUCKET, uploadEvent } from '../../support/uploads';

const KEY = 'uploads/alice/harbour.jpg';
const OTHER_KEY = 'uploads/alice/harbour.jpg.bak';
const IMAGE_ID = imageIdOf(SOURCE_BUCKET, KEY);

/** Two versions of the image, and another image whose key begins like it. */
async function pipelineWithTwoImages() {
  const pipeline = inMemoryPipeline();
  const photo = await jpegPhoto({ width: 40, height: 30 });
  for (const key of [KEY, KEY, OTHER_KEY]) {
    const event = uploadEvent(pipeline.store.put(SOURCE_BUCKET, key, photo));
    await processUpload(event, attemptBy(`message-${event.versionId}`), pipeline.dependencies);
  }
  return pipeline;
}

type Pipeline = Awaited<ReturnType<typeof pipelineWithTwoImages>>;

async function expectNothingLeft({ store, catalog }: Pipeline): Promise<void> {
  expect(await catalog.history(IMAGE_ID)).toEqual([]);
  expect([...store.previews.keys()].filter((key) => key.includes(IMAGE_ID))).toEqual([]);
  await expect(store.headOriginal({ bucket: SOURCE_BUCKET, key: KEY })).rejects.toThrow();
}

it('removes every version, preview and record of the image, and nothing of another', async () => {
  const pipeline = await pipelineWithTwoImages();
  expect(await forgetImage(IMAGE_ID, pipeline.dependencies)).toBe(true);
  await expectNothingLeft(pipeline);
  expect(await pipeline.catalog.history(imageIdOf(SOURCE_BUCKET, OTHER_KEY))).toHaveLength(1);
  expect(await pipeline.store.headOriginal({ bucket: SOURCE_BUCKET, key: OTHER_KEY })).toBeDefined();
  expect(pipeline.store.previews.size).toBe(3);
});

it('notifies subscribers once that the image is deleted, without its contents', async () => {
  const { dependencies, publisher } = await pipelineWithTwoImages();
  await forgetImage(IMAGE_ID, dependencies);
  const [, , , ...after] = publisher.events;
  expect(after).toMatchObject([
    { type: 'Image Deleted', record: { imageId: IMAGE_ID, key: KEY, userId: 'alice' } },
  ]);
  expect(Object.keys(after[0]?.record ?? {})).not.toEqual(expect.arrayContaining(['thumbHash']));
});

it('returns false when there is nothing of the image', async () => {
  const { dependencies, publisher } = inMemoryPipeline();
  expect(await forgetImage(IMAGE_ID, dependencies)).toBe(false);
  expect(publisher.events).toEqual([]);
});

it.each([
  ['removing the original', 'store', 'removeOriginal'],
  ['publishing', 'publisher', 'publish'],
  ['removing the records', 'catalog', 'forget'],
  ['listing the previews', 'store', 'listPreviews'],
  ['removing the previews', 'store', 'removePreviews'],
] as const)('comes to its end when it is repeated after a crash while %s', async (_, part, method) => {
  const pipeline = await pipelineWithTwoImages();
  const target = pipeline[part] as unknown as Record<string, () => Promise<never>>;
  jest.spyOn(target, method).mockRejectedValueOnce(new Error('crash'));
  await expect(forgetImage(IMAGE_ID, pipeline.dependencies)).rejects.toThrow('crash');
  expect(await forgetImage(IMAGE_ID, pipeline.dependencies)).toBe(true);
  await expectNothingLeft(pipeline);
});

it('is not undone by an attempt that was at work meanwhile', async () => {
  const pipeline = await pipelineWithTwoImages();
  const { store, dependencies } = pipeline;
  const event = uploadEvent(store.put(SOURCE_BUCKET, KEY, await jpegPhoto({ width: 50, height: 30 })));
  const stored = store.storePreview.bind(store);
  let forgotten: Promise<boolean> | undefined;
  jest.spyOn(store, 'storePreview').mockImplementation(async (...preview) => {
    forgotten ??= forgetImage(IMAGE_ID, dependencies);
    await forgotten;
    return stored(...preview);
  });
  const outcome = await processUpload(event, attemptBy('message-late'), dependencies);
  expect(outcome.kind).toBe('superseded');
  await expectNothingLeft(pipeline);
});

describe('events that come after an image was forgotten', () => {
  it.each([
    ['of its versions being removed', 'version-deleted'],
    ['of a delete marker', 'delete-marker-created'],
    ['of an upload that came late', 'created'],
  ] as const)('%s leave no trace of it', async (_, kind) => {
    const pipeline = await pipelineWithTwoImages();
    await forgetImage(IMAGE_ID, pipeline.dependencies);
    const told = pipeline.publisher.events.length;
    const event = uploadEvent({ kind, key: KEY, versionId: 'v1' });
    if (kind === 'created') await processUpload(event, attemptBy('late'), pipeline.dependencies);
    else await deleteImage(event, pipeline.dependencies);
    await expectNothingLeft(pipeline);
    expect(pipeline.publisher.events).toHaveLength(told);
  });

  it('do not hinder a new upload under the same key, nor its deletion', async () => {
    const pipeline = await pipelineWithTwoImages();
    await forgetImage(IMAGE_ID, pipeline.dependencies);
    const again = uploadEvent(pipeline.store.put(SOURCE_BUCKET, KEY, await jpegPhoto({ width: 60 })));
    await processUpload(again, attemptBy('again'), pipeline.dependencies);
    expect(await pipeline.catalog.history(IMAGE_ID)).toMatchObject([{ processingStatus: 'COMPLETED' }]);
    const versionId = pipeline.store.markDeleted(SOURCE_BUCKET, KEY) ?? '';
    const marker = uploadEvent({ kind: 'delete-marker-created', key: KEY, versionId });
    expect((await deleteImage(marker, pipeline.dependencies)).kind).toBe('deleted');
  });

  it('do not hinder the deletion of a new upload, though the function’s clock is ahead of S3’s', async () => {
    const pipeline = await pipelineWithTwoImages();
    pipeline.clock.time += 400;
    await forgetImage(IMAGE_ID, pipeline.dependencies);
    const again = pipeline.store.put(SOURCE_BUCKET, KEY, await jpegPhoto({ width: 60 }));
    await processUpload(uploadEvent(again), attemptBy('again'), pipeline.dependencies);
    const versionId = pipeline.store.markDeleted(SOURCE_BUCKET, KEY) ?? '';
    const marker = uploadEvent({ kind: 'delete-marker-created', key: KEY, versionId });
    expect((await deleteImage(marker, pipeline.dependencies)).kind).toBe('deleted');
  });

  it('write nothing while it is being forgotten, even those of its own removal', async () => {
    const pipeline = await pipelineWithTwoImages();
    const forget = pipeline.catalog.forget.bind(pipeline.catalog);
    pipeline.catalog.forget = async (imageId) => {
      const event = uploadEvent({ kind: 'version-deleted', key: KEY, versionId: 'v1' });
      pipeline.clock.time += 1;
      await deleteImage({ ...event, eventTime: pipeline.clock.time }, pipeline.dependencies);
      return forget(imageId);
    };
    await forgetImage(IMAGE_ID, pipeline.dependencies);
    await expectNothingLeft(pipeline);
  });
});
