import type { ImageRecord } from '../../lambda/domain/image-record';
import type { EventBuses } from '../event-bus/event-bus';
import { printable } from '../foundation/printable';
import { describeOutcome } from './progress';

/**
 * Reports uploads that came by S3, the API or the console, as soon as their outcome is published.
 * @param isFollowed whether the upload of a key is reported elsewhere
 */
export function announceUploads(
  buses: Pick<EventBuses, 'subscribe'>,
  isFollowed: (key: string) => boolean,
  print: (line: string) => void,
): void {
  buses.subscribe((_bus, { 'detail-type': type, detail }) => {
    const record = detail as unknown as ImageRecord;
    if (typeof record.key !== 'string' || isFollowed(record.key)) return;
    if (type === 'Image Deleted') print(printable(`  deleted ${record.key}`));
    if (type.startsWith('Image Processing')) print(printable(describeOutcome(outcomeOf(record))));
  });
}

const outcomeOf = (record: ImageRecord) => ({
  file: { name: record.key, size: record.size ?? 0 },
  record,
  ...(record.error && { failure: record.error }),
});
