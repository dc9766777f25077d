import { ChangeMessageVisibilityCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { translated } from './aws-errors';

/** Sets when messages of a queue are received again. */
export class SqsRetries {
  constructor(
    private readonly client: SQSClient,
    private readonly queueUrl: string,
  ) {}

  /** Hides a received message for the given number of seconds, at most 43,200. */
  async hide(receiptHandle: string, seconds: number): Promise<void> {
    const command = new ChangeMessageVisibilityCommand({
      QueueUrl: this.queueUrl,
      ReceiptHandle: receiptHandle,
      VisibilityTimeout: seconds,
    });
    await translated('delay the next attempt', () => this.client.send(command));
  }
}
