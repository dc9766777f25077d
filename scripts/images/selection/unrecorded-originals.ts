import pLimit from 'p-limit';
import { imageIdOf } from '../../../lambda/domain/image-record';
import { newestRows } from '../../../lambda/domain/versions/newest-rows';
import { inBatches } from '../../cli/batches';
import { isArchived } from '../../connection/archived-original';
import { isRecordExpired, isRecorded, recordLifeOf } from '../../connection/recorded-originals';
import { type SourceObject, sourceObjects } from '../../connection/source-objects';
import type { OnSkipped, SelectionSource, UnrecordedImage } from './selected-image';
import { admitsOriginal, type Selection } from './selection';

interface OriginalListing {
  readonly phase: string;
  /** Continue after this key. */
  readonly after?: string;
  readonly onSkipped: OnSkipped;
}

const ORIGINALS_AT_ONCE = 64;
const CONCURRENCY = 8;
/** An original younger than this may still be in the queue. */
const GRACE_MS = 15 * 60_000;

/** The originals of a selection that have no record, such as those older than the deployment. */
export async function* unrecordedOriginals(
  { s3, sourceBucket, catalog, settings }: SelectionSource,
  selection: Selection,
  { phase, after, onSkipped }: OriginalListing,
): AsyncGenerator<UnrecordedImage> {
  const limit = pLimit(CONCURRENCY);
  const recordLifeMs = recordLifeOf(settings);
  // An original whose record has expired is not processed again.
  const isSettled = async (object: SourceObject) => {
    const rows = await newestRows(imageIdOf(sourceBucket, object.key), catalog);
    return isRecorded(rows, object) || isRecordExpired(rows, object, { now: Date.now(), recordLifeMs });
  };
  const listing = sourceObjects(s3, sourceBucket, { prefix: selection.prefix, ...(after && { after }) });
  for await (const objects of inBatches(admitted(listing, selection), ORIGINALS_AT_ONCE)) {
    const settled = await Promise.all(objects.map((object) => limit(() => isSettled(object))));
    const lacking = objects.filter((_, index) => !settled[index]);
    const archived = await Promise.all(
      lacking.map(({ key }) => limit(() => isArchived({ bucket: sourceBucket, key }, s3))),
    );
    for (const [index, object] of lacking.entries()) {
      const { key } = object;
      if (archived[index]) {
        onSkipped('archived', key);
        continue;
      }
      const imageId = imageIdOf(sourceBucket, key);
      yield { status: 'UNRECORDED', imageId, key, object, place: { phase, position: key } };
    }
  }
}

async function* admitted(
  objects: AsyncIterable<SourceObject>,
  selection: Selection,
): AsyncGenerator<SourceObject> {
  for await (const object of objects) {
    const isSettled = Date.now() - object.lastModified >= GRACE_MS;
    if (isSettled && admitsOriginal(selection, object)) yield object;
  }
}
