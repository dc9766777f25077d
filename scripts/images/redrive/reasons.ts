import { type ImageRecord, imageIdOf, isUploadOf } from '../../../lambda/domain/image-record';
import type { ImageCatalog } from '../../../lambda/domain/ports';
import type { UploadEvent } from '../../../lambda/domain/upload';
import type { DeadLetter } from '../../connection/dead-letters';

/** The reason why a message is in the dead-letter queue. */
export interface Reason {
  readonly reason: string;
  /** Whether moving it back can help. */
  readonly isWorthwhile: boolean;
  /** The object keys in the message. */
  readonly keys: readonly string[];
}

type Catalog = Pick<ImageCatalog, 'history'>;

/** Derives the reason from the message itself and from the record of its upload. */
export async function reasonOf(letter: DeadLetter, catalog: Catalog): Promise<Reason> {
  const keys = letter.events.map(({ key }) => key);
  if (letter.malformed) return { reason: `malformed: ${letter.malformed}`, isWorthwhile: false, keys };
  const [event] = letter.events;
  if (!event) return { reason: 'without an upload or a removal', isWorthwhile: true, keys };
  return { reason: stateOf(event, await recordOf(event, catalog)), isWorthwhile: true, keys };
}

async function recordOf(event: UploadEvent, catalog: Catalog): Promise<ImageRecord | undefined> {
  const rows = await catalog.history(imageIdOf(event.bucket, event.key));
  return rows.find((row) => isUploadOf(row, event));
}

function stateOf({ kind }: UploadEvent, record: ImageRecord | undefined): string {
  if (kind !== 'created') return 'a removal that was not processed';
  if (!record) return 'never started: there is no record';
  if (record.processingStatus === 'PROCESSING') {
    return `started but not finished: PROCESSING after ${record.attempts ?? 0} attempts`;
  }
  const code = record.error ? ` ${record.error.code}` : '';
  return `finished, but no event was published: ${record.processingStatus}${code}`;
}
