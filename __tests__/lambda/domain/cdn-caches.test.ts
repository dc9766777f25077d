import { ServiceError } from '../../../lambda/domain/errors';
import { imageIdOf } from '../../../lambda/domain/image-record';
import type { PreviewCache } from '../../../lambda/domain/ports';
import { deleteImage } from '../../../lambda/domain/removals/delete-image';
import { forgetImage } from '../../../lambda/domain/removals/forget-image';
import type { UploadEvent } from '../../../lambda/domain/upload';
import { processUpload } from '../../../lambda/domain/uploads/process-upload';
import { jpegPhoto } from '../../support/photos';
import { attemptBy, inMemoryPipeline, SOURCE_BUCKET, uploadEvent } from '../../support/uploads';

const KEY = 'uploads/alice/harbour.jpg';
const IMAGE_ID = imageIdOf(SOURCE_BUCKET, KEY);

/** Remembers what it was asked to forget, and what previews there were at that moment. */
class RecordingCache implements PreviewCache {
  readonly causes: string[] = [];
  private readonly failures: Error[] = [];
  previewsLeft: number[] = [];

  constructor(private readonly countPreviews: () => number) {}

  failOnce(): void {
    this.failures.push(new ServiceError('CloudFront is not available.'));
  }

  async invalidate(imageId: string, cause: string): Promise<void> {
    const failure = this.failures.shift();
    if (failure) throw failure;
    expect(imageId).toBe(IMAGE_ID);
    this.causes.push(cause);
    this.previewsLeft.push(this.countPreviews());
  }
}

async function deliveredPipeline(uploads = 1) {
  const pipeline = inMemoryPipeline();
  const cache = new RecordingCache(() => pipeline.store.previews.size);
  const dependencies = { ...pipeline.dependencies, cache };
  const photo = await jpegPhoto({ width: 40, height: 30 });
  const versions: UploadEvent[] = [];
  for (let upload = 0; upload < uploads; upload += 1) {
    const event = uploadEvent(pipeline.store.put(SOURCE_BUCKET, KEY, photo));
    await processUpload(event, attemptBy(`message-${event.versionId}`), dependencies);
    versions.push(event);
  }
  return { ...pipeline, dependencies, cache, versions };
}

type Pipeline = Awaited<ReturnType<typeof deliveredPipeline>>;

/** A minute later: nothing of the image is of a later upload. */
function forget({ clock, dependencies }: Pipeline): Promise<boolean> {
  clock.time += 60_000;
  return forgetImage(IMAGE_ID, dependencies);
}

/** The event of the removal of one version, for good. */
const removalOf = ({ versions }: Pipeline, index = 0) =>
  uploadEvent({
    key: KEY,
    kind: 'version-deleted',
    ...(versions[index]?.versionId && { versionId: versions[index].versionId }),
  });

it('asks nothing of the caches for uploads', async () => {
  const pipeline = await deliveredPipeline(2);
  expect(pipeline.cache.causes).toEqual([]);
});

describe('Forgetting an image', () => {
  it('makes the caches forget it once, after its previews are removed', async () => {
    const pipeline = await deliveredPipeline();
    expect(await forget(pipeline)).toBe(true);
    expect(pipeline.cache.causes).toHaveLength(1);
    expect(pipeline.cache.previewsLeft).toEqual([0]);
    expect(await pipeline.catalog.forgottenNote(IMAGE_ID)).toMatchObject({ isDone: true });
  });

  it('goes on when it is repeated after CloudFront failed, though nothing else is left of the image', async () => {
    const pipeline = await deliveredPipeline();
    pipeline.cache.failOnce();
    await expect(forget(pipeline)).rejects.toThrow('CloudFront is not available.');
    expect(pipeline.store.previews.size).toBe(0);
    expect(await forget(pipeline)).toBe(true);
    expect(pipeline.cache.causes).toHaveLength(1);
  });

  it('is finished by the event of the removal when nobody repeats it', async () => {
    const pipeline = await deliveredPipeline();
    pipeline.cache.failOnce();
    await expect(forget(pipeline)).rejects.toThrow();
    const outcome = await deleteImage(removalOf(pipeline), pipeline.dependencies);
    expect(outcome).toEqual({ kind: 'superseded' });
    expect(pipeline.cache.causes).toHaveLength(1);
    await deleteImage(removalOf(pipeline), pipeline.dependencies);
    expect(pipeline.cache.causes).toHaveLength(1);
  });

  it('is not said to be done by an event that comes while records are left', async () => {
    const pipeline = await deliveredPipeline();
    jest.spyOn(pipeline.catalog, 'forget').mockRejectedValueOnce(new Error('crash'));
    await expect(forget(pipeline)).rejects.toThrow('crash');
    await deleteImage(removalOf(pipeline), pipeline.dependencies);
    expect(await pipeline.catalog.forgottenNote(IMAGE_ID)).toMatchObject({ isDone: false });
    expect(await forget(pipeline)).toBe(true);
    expect(pipeline.cache.causes).toHaveLength(1);
  });

  it('makes the caches forget previews that no record knows', async () => {
    const pipeline = await deliveredPipeline();
    await pipeline.catalog.forget(IMAGE_ID);
    pipeline.cache.failOnce();
    await expect(forget(pipeline)).rejects.toThrow();
    expect(await forget(pipeline)).toBe(true);
    expect(pipeline.cache.causes).toHaveLength(1);
    expect(await forget(pipeline)).toBe(false);
  });

  it('asks nothing of the caches when there is nothing of the image', async () => {
    const { dependencies, cache } = await deliveredPipeline(0);
    expect(await forgetImage(IMAGE_ID, dependencies)).toBe(false);
    expect(cache.causes).toEqual([]);
  });
});

describe('An event of a removal', () => {
  const deleteMarker = ({ store }: Pipeline) => {
    const versionId = store.markDeleted(SOURCE_BUCKET, KEY) ?? '';
    return uploadEvent({ key: KEY, kind: 'delete-marker-created', versionId });
  };

  it('makes the caches forget the image before subscribers are notified of its deletion', async () => {
    const pipeline = await deliveredPipeline();
    const event = deleteMarker(pipeline);
    pipeline.cache.failOnce();
    await expect(deleteImage(event, pipeline.dependencies)).rejects.toThrow('CloudFront is not available.');
    expect(pipeline.publisher.events.map(({ type }) => type)).not.toContain('Image Deleted');
    await deleteImage(event, pipeline.dependencies);
    expect(pipeline.cache.previewsLeft).toEqual([0]);
    expect(pipeline.publisher.events.at(-1)?.type).toBe('Image Deleted');
  });

  it('asks for one invalidation when an old version is removed, and none of what others removed before', async () => {
    const pipeline = await deliveredPipeline(2);
    pipeline.store.removeVersion(SOURCE_BUCKET, KEY, pipeline.versions[0]?.versionId ?? '');
    await deleteImage(removalOf(pipeline), pipeline.dependencies);
    expect(pipeline.cache.causes).toHaveLength(1);
    expect(pipeline.cache.previewsLeft).toEqual([3]);
  });
});
