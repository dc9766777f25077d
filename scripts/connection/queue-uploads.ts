import { SendMessageBatchCommand } from '@aws-sdk/client-sqs';
import type { UploadRef } from '../../lambda/domain/upload';
import { OPERATOR_SOURCE, REPROCESS_REQUESTED } from '../../lambda/process-image/upload-event';
import { EXIT, OperatorError } from '../cli/exit-codes';
import type { Darkroom } from './connection';

/** A version that is to go through the pipeline again. */
export interface QueuedUpload extends UploadRef {
  /** Epoch milliseconds: the record's own timestamp, or the object's, where there is no record. */
  readonly time: number;
  readonly reprocess: 'if-outdated' | 'always';
}

/** Messages in one SendMessageBatch. Source: SQS API reference. */
const MOST_IN_A_BATCH = 10;

/**
 * Puts versions on the uploads queue, so that the deployed code makes them, under its own limits and roles.
 * @throws OperatorError when the queue takes only some of them; asking again is safe
 */
export async function queueUploads(
  { sqs, queueUrl }: Pick<Darkroom, 'sqs' | 'queueUrl'>,
  uploads: readonly QueuedUpload[],
): Promise<void> {
  for (let start = 0; start < uploads.length; start += MOST_IN_A_BATCH) {
    const batch = uploads.slice(start, start + MOST_IN_A_BATCH);
    const answer = await sqs.send(
      new SendMessageBatchCommand({
        QueueUrl: queueUrl,
        Entries: batch.map((upload, index) => ({ Id: String(index), MessageBody: messageOf(upload) })),
      }),
    );
    const [refused] = answer.Failed ?? [];
    if (refused) {
      const message = `The queue refused ${answer.Failed?.length} of ${batch.length} messages: ${refused.Message}. Run the command again; what is done is not done twice.`;
      throw new OperatorError(message, EXIT.unreachable);
    }
  }
}

function messageOf({ bucket, key, versionId, eTag, time, reprocess }: QueuedUpload): string {
  const message = JSON.stringify({
    source: OPERATOR_SOURCE,
    'detail-type': REPROCESS_REQUESTED,
    time: new Date(time).toISOString(),
    detail: {
      bucket: { name: bucket },
      object: { key, ...(eTag && { etag: eTag }), ...(versionId && { 'version-id': versionId }) },
      reprocess,
    },
  });
  return inAscii(message);
}

/** Keys may have characters that SQS takes in no message (`SendMessage`: some of XML's); escaped, it takes all. */
const inAscii = (json: string): string =>
  json.replaceAll(/[^ -~]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
