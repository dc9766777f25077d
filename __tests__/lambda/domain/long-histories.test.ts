import { imageIdOf } from '../../../lambda/domain/image-record';
import { imageHistory } from '../../../lambda/domain/listing/image-history';
import { deleteImage } from '../../../lambda/domain/removals/delete-image';
import type { UploadEvent } from '../../../lambda/domain/upload';
import { processUpload } from '../../../lambda/domain/uploads/process-upload';
import { jpegPhoto } from '../../support/photos';
import { attemptBy, inMemoryPipeline, NOON, SOURCE_BUCKET, uploadEvent } from '../../support/uploads';

const KEY = 'uploads/user-7/harbour.jpg';
const IMAGE = imageIdOf(SOURCE_BUCKET, KEY);
const HOUR = 60 * 60_000;

type Pipeline = ReturnType<typeof inMemoryPipeline>;
type Step = (pipeline: Pipeline, photo: Buffer) => Promise<unknown>;

const put = ({ store }: Pipeline, photo: Buffer): UploadEvent =>
  uploadEvent(store.put(SOURCE_BUCKET, KEY, photo));

const STEPS: Readonly<Record<string, Step>> = {
  'an upload': (pipeline, photo) =>
    processUpload(put(pipeline, photo), attemptBy('upload'), pipeline.dependencies),
  'a removal of the current version': async (pipeline, photo) => {
    const event = put(pipeline, photo);
    await processUpload(event, attemptBy('upload'), pipeline.dependencies);
    pipeline.store.removeVersion(SOURCE_BUCKET, KEY, event.versionId ?? '');
    const removal = { kind: 'version-deleted', key: KEY, versionId: event.versionId ?? '' } as const;
    await deleteImage(uploadEvent(removal), pipeline.dependencies);
  },
  'a page of the history': ({ catalog }) => imageHistory(IMAGE, { limit: 20 }, catalog),
};

/** A pipeline whose key has so many versions, each with its record, from an hour before. */
async function pipelineWith(versions: number, photo: Buffer): Promise<Pipeline> {
  const pipeline = inMemoryPipeline();
  for (let number = 0; number < versions; number += 1) {
    const event = put(pipeline, photo);
    const timestamp = NOON - HOUR + number;
    pipeline.catalog.rows.set(`${IMAGE}#${timestamp}`, {
      imageId: IMAGE,
      timestamp,
      processingStatus: 'COMPLETED',
      bucket: SOURCE_BUCKET,
      key: KEY,
      uploadDate: '2026-06-21',
      attempts: 1,
      recipe: 'of long ago',
      previews: [],
      ...(event.versionId && { versionId: event.versionId }),
      ...(event.eTag && { eTag: event.eTag }),
      ...(event.sequencer && { sequencer: event.sequencer }),
    });
  }
  return pipeline;
}

/** What a step asks of the table: calls by name, and rows that were read. */
async function costOf(step: Step, pipeline: Pipeline, photo: Buffer): Promise<Record<string, number>> {
  const cost: Record<string, number> = { rows: 0 };
  const { catalog } = pipeline;
  const watched = new Proxy(catalog, {
    get(target, name: keyof typeof catalog & string) {
      const value = target[name];
      if (typeof value !== 'function') return value;
      return async (...given: unknown[]) => {
        cost[name] = (cost[name] ?? 0) + 1;
        const answer = await (value as (...args: unknown[]) => Promise<unknown>).apply(target, given);
        if (Array.isArray(answer)) cost.rows = (cost.rows ?? 0) + answer.length;
        return answer;
      };
    },
  });
  await step(
    { ...pipeline, catalog: watched, dependencies: { ...pipeline.dependencies, catalog: watched } },
    photo,
  );
  return cost;
}

describe('the cost of a step at a key with a long history', () => {
  it.each(Object.entries(STEPS))('does not grow with the history: %s', async (_, step) => {
    const photo = await jpegPhoto({ width: 32, height: 24 });
    const short = await costOf(step, await pipelineWith(50, photo), photo);
    const long = await costOf(step, await pipelineWith(2_000, photo), photo);
    expect(Object.keys(short).length).toBeGreaterThan(1);
    expect(long).toEqual(short);
  });
});
