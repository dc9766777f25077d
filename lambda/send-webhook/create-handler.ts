import type { Logger } from '@aws-lambda-powertools/logger';
import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { type WebhookReceiver, webhookMessage } from '../domain/webhooks/webhook';
import { delayAfter } from '../domain/webhooks/webhook-retries';
import { BatchFailedError, type MessageFailure } from '../runtime/batch-failed';

export interface SendWebhookDependencies {
  readonly receiver: WebhookReceiver;
  /** Sets when a message is received again. */
  readonly retries: { hide(receiptHandle: string, seconds: number): Promise<void> };
  readonly logger: Pick<Logger, 'addContext' | 'info' | 'error'>;
}

/**
 * Creates a handler that sends a batch of events to the webhook concurrently. Events that the receiver does not accept
 * go back to the queue, with a delay that grows with the number of attempts.
 *
 * It collects failures itself, because `BatchFailedError` names their causes. The batch processor of Powertools, which
 * `process-image` uses, would only lengthen the cold start: by 2 ms in `docs/benchmarks.md`.
 */
export function createHandler({ receiver, retries, logger }: SendWebhookDependencies) {
  return async (batch: SQSEvent, context: Context): Promise<SQSBatchResponse> => {
    logger.addContext(context);
    const results = await Promise.all(batch.Records.map(send));
    const failures = results.filter((failure) => failure !== undefined);
    if (failures.length > 0 && failures.length === batch.Records.length) throw new BatchFailedError(failures);
    return { batchItemFailures: failures.map(({ messageId }) => ({ itemIdentifier: messageId })) };
  };

  async function send(record: SQSRecord): Promise<MessageFailure | undefined> {
    const { messageId, body } = record;
    const keys: string[] = [];
    try {
      const message = webhookMessage(body);
      keys.push(message.key);
      await receiver.send(message);
      logger.info('Sent', { webhookId: message.id, key: message.key });
      return undefined;
    } catch (error) {
      const attempts = Number(record.attributes.ApproximateReceiveCount);
      logger.error('The event goes back to the queue', { messageId, keys, attempts, error });
      await delay(record, attempts);
      return { messageId, keys, cause: error instanceof Error ? error.message : String(error) };
    }
  }

  /** If this fails, the message is received again after the visibility timeout of the queue. */
  async function delay({ messageId, receiptHandle }: SQSRecord, attempts: number): Promise<void> {
    await retries.hide(receiptHandle, delayAfter(attempts)).catch((error: unknown) => {
      logger.error('The next attempt could not be delayed', { messageId, error });
    });
  }
}
