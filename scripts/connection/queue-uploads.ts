import { SendMessageBatchCommand } from '@aws-sdk/client-sqs';
import type { UploadRef } from '../../lambda/domain/upload';
import { OPERATOR_SOURCE, REPROCESS_REQUESTED } from '../../lambda/process-image/upload-event';
import { EXIT, OperatorError } from '../cli/exit-codes';
import type { Darkroom } from './connection';

/** A version to process again. */
export interface QueuedUpload extends UploadRef {
  /** Epoch milliseconds: the timestamp of the record, or of the object when there is no record. */
  readonly time: number;
  readonly reprocess: 'if-outdated' | 'always';
}

/** Messages in one SendMessageBatch. Source: SQS API reference. */
export const MAX_BATCH = 10;

/**
 * Sends versions to the uploads queue, so that the deployed function processes them with its own limits and
 * role.
 * @throws OperatorError when the queue rejects some of them; repeating the call is safe
 */
export async function queueUploads(
  { sqs, queueUrl }: Pick<Darkroom, 'sqs' | 'queueUrl'>,
  uploads: readonly QueuedUpload[],
): Promise<void> {
  for (let start = 0; start < uploads.length; start += MAX_BATCH) {
    const batch = uploads.slice(start, start + MAX_BATCH);
    const response = await sqs.send(
      new SendMessageBatchCommand({
        QueueUrl: queueUrl,
        Entries: batch.map((upload, index) => ({ Id: String(index), MessageBody: messageOf(upload) })),
      }),
    );
    const [refused] = response.Failed ?? [];
    if (refused) {
      const message = `The queue rejected ${response.Failed?.length} of ${batch.length} messages: ${refused.Message}. Run the command again; finished work is not repeated.`;
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

/** Keys may contain characters that SQS rejects (API reference, `SendMessage`), so all but ASCII is escaped. */
const inAscii = (json: string): string =>
  json.replaceAll(/[^ -~]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
