import { ChangeMessageVisibilityCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { translated } from './aws-errors';

/** Decides when a message of a queue is received again. */
export class SqsRetries {
  constructor(
    private readonly client: SQSClient,
    private readonly queueUrl: string,
  ) {}

  /** Hides a message that was received for some seconds from now on. */
  async hide(receiptHandle: string, seconds: number): Promise<void> {
    const command = new ChangeMessageVisibilityCommand({
      QueueUrl: this.queueUrl,
      ReceiptHandle: receiptHandle,
      VisibilityTimeout: seconds,
    });
    await translated('delay the next attempt', () => this.client.send(command));
  }
}
