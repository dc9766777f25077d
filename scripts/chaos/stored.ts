import { paginateScan, type ScanCommandOutput } from '@aws-sdk/lib-dynamodb';
import type { ImageRecord } from '../../lambda/domain/image-record';
import type { UploadEvent } from '../../lambda/domain/upload';
import { parseUploadMessage } from '../../lambda/process-image/upload-event';
import type { Twin } from '../../local/twin/twin';
import type { Darkroom } from '../connection/connection';
import { previewSizes } from '../connection/preview-sizes';

/** Everything stored at the end of a run. */
export interface Stored {
  readonly records: readonly ImageRecord[];
  /** Bytes of each preview, by its key. */
  readonly previews: ReadonlyMap<string, number>;
  /** The events of the messages in the dead-letter queue. */
  readonly deadLetters: readonly UploadEvent[];
}

export async function readStored(darkroom: Darkroom, twin: Twin, deadLetterQueue: string): Promise<Stored> {
  const records: ImageRecord[] = [];
  const table = { TableName: darkroom.table, ConsistentRead: true };
  for await (const page of paginateScan({ client: darkroom.documents }, table)) {
    const items = ((page as ScanCommandOutput).Items ?? []) as Partial<ImageRecord>[];
    // The table also contains items without a status: references from uploads to records, and tombstones.
    records.push(...(items.filter(({ processingStatus }) => processingStatus) as ImageRecord[]));
  }
  const previews = await previewSizes(darkroom, '');
  const bodies = (await twin.messagesOf(deadLetterQueue)).map(({ body }) => body);
  return {
    records,
    previews,
    deadLetters: bodies.flatMap((body) => parseUploadMessage(body, darkroom.sourceBucket)),
  };
}
