import { randomUUID } from 'node:crypto';
import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { ActivityLog } from './activity-log';
import { type NotificationMessage, notificationMessages, testMessages } from './bucket-notifications';
import type { S3ObjectEvent } from './s3/s3-event';
import type { Topology } from './topology';
import { Underway } from './underway';

/** Carries what happens in the buckets to the queues that the buckets' notifications name. */
export class UploadNotifications {
  private readonly underway = new Underway();

  constructor(
    private readonly topology: Topology,
    private readonly sqs: SQSClient,
    private readonly log: ActivityLog,
  ) {}

  /** Sends what S3 sends when notifications are made. */
  async announce(): Promise<void> {
    for (const bucket of this.topology.buckets) {
      for (const message of testMessages(bucket, randomUUID(), Date.now())) await this.send(message);
    }
  }

  /** Takes an event from the store. It is on its way when this returns. */
  take(event: S3ObjectEvent): void {
    const bucket = this.topology.buckets.find(({ name }) => name === event.bucket);
    if (!bucket) return;
    for (const message of notificationMessages(event, bucket, this.topology.place.region)) {
      this.underway
        .follow(this.send(message))
        .catch((error: unknown) =>
          this.log.problem(`The change of ${event.key} did not reach its queue: ${error}`),
        );
    }
  }

  /** Waits for what is on its way. */
  async settle(): Promise<void> {
    await this.underway.settle();
  }

  private async send({ queueArn, body }: NotificationMessage): Promise<void> {
    const queue = this.topology.queues.find(({ arn }) => arn === queueArn);
    if (!queue) throw new Error(`There is no queue ${queueArn}`);
    await this.sqs.send(new SendMessageCommand({ QueueUrl: queue.url, MessageBody: body }));
  }
}
