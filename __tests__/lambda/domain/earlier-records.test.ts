import { type ImageRecord, imageIdOf } from '../../../lambda/domain/image-record';
import type { RenderedPreview } from '../../../lambda/domain/ports';
import { deleteImage } from '../../../lambda/domain/removals/delete-image';
import { processNow } from '../../../lambda/domain/uploads/process-now';
import { processUpload } from '../../../lambda/domain/uploads/process-upload';
import { jpegPhoto } from '../../support/photos';
import { attemptBy, inMemoryPipeline, NOON, SOURCE_BUCKET, uploadEvent } from '../../support/uploads';

const KEY = 'uploads/user-7/harbour.jpg';
const IMAGE = imageIdOf(SOURCE_BUCKET, KEY);

/** A record, and its preview, as version 0.1.0 wrote them: without `uploadId`, and without a note of its place. */
async function pipelineFromBefore(versioning: 'Enabled' | 'Off') {
  const pipeline = inMemoryPipeline();
  const { store, catalog } = pipeline;
  store.versioning = versioning;
  const { versionId, ...object } = store.put(SOURCE_BUCKET, KEY, await jpegPhoto(), { lastModified: NOON });
  const ref = versioning === 'Enabled' ? { ...object, versionId } : object;
  const event = uploadEvent({ ...ref, eventTime: NOON + 250 });
  const folder = versioning === 'Enabled' ? versionId : object.eTag;
  const key = `previews/${IMAGE}/${folder}/150x150.webp`;
  const rendered: RenderedPreview = {
    name: '150x150',
    width: 150,
    height: 100,
    format: 'webp',
    contentType: 'image/webp',
    bytes: Buffer.from('made before'),
  };
  const preview = await store.storePreview(key, rendered, {});
  const record: ImageRecord = {
    imageId: IMAGE,
    timestamp: event.eventTime,
    processingStatus: 'COMPLETED',
    bucket: SOURCE_BUCKET,
    key: KEY,
    eTag: object.eTag,
    uploadDate: '2026-06-21',
    attempts: 1,
    recipe: 'an earlier one',
    previews: [preview],
    ...(event.sequencer && { sequencer: event.sequencer }),
    ...(versioning === 'Enabled' && { versionId }),
  };
  catalog.rows.set(`${IMAGE}#${record.timestamp}`, record);
  return { ...pipeline, event, record };
}

describe.each(['Enabled', 'Off'] as const)('a record of an earlier version, with versioning %s', (kind) => {
  it('is found by the late copy of its event, which renders nothing', async () => {
    const { catalog, dependencies, event, record } = await pipelineFromBefore(kind);
    const outcome = await processUpload(event, attemptBy('late'), dependencies);
    expect(outcome.kind).toBe('duplicate');
    expect(await catalog.history(IMAGE)).toEqual([record]);
  });

  it('is found by a request through the API, which makes it again in its own row and folder', async () => {
    const { catalog, store, dependencies, record } = await pipelineFromBefore(kind);
    await processNow({ bucket: SOURCE_BUCKET, key: KEY }, attemptBy('api'), dependencies);
    const rows = await catalog.history(IMAGE);
    expect(rows).toMatchObject([{ timestamp: record.timestamp, processingStatus: 'COMPLETED', attempts: 2 }]);
    const named = rows.flatMap(({ previews = [] }) => previews.map(({ key }) => key));
    expect([...store.previews.keys()].sort()).toEqual(named.sort());
  });

  it('is removed with its previews when its object is', async () => {
    const { store, publisher, dependencies, event, record } = await pipelineFromBefore(kind);
    store.removeVersion(SOURCE_BUCKET, KEY, record.versionId ?? 'null');
    const removal = uploadEvent({
      kind: 'version-deleted',
      key: KEY,
      ...(record.versionId && { versionId: record.versionId }),
    });
    await deleteImage({ ...removal, eventTime: event.eventTime + 1000 }, dependencies);
    expect(store.previews.size).toBe(0);
    expect(publisher.types).toEqual(['Image Deleted']);
  });
});
