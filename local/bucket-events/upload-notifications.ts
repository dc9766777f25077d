import { randomUUID } from 'node:crypto';
import { DEFAULT_BUS } from '../../plan/topology/event-buses';
import type { Topology } from '../../plan/topology/topology';
import type { BusListener } from '../event-bus/event-bus';
import type { ActivityLog } from '../foundation/activity-log';
import type { MessageSender } from '../foundation/message-sender';
import { PendingWork } from '../foundation/pending-work';
import type { Authorizer } from '../iam/authorizer';
import type { S3ObjectEvent } from '../s3/store/s3-event';
import { type NotificationMessage, notificationMessages, testMessages } from './bucket-notifications';
import { s3BusEvent } from './s3-bus-event';

export interface UploadNotificationsOptions {
  readonly topology: Topology;
  readonly messages: Pick<MessageSender, 'toQueue'>;
  readonly authorizer: Pick<Authorizer, 'decideService'>;
  /** Takes the events of buckets that send them to EventBridge. */
  readonly toBus: BusListener;
  readonly log: ActivityLog;
}

/** Sends the changes of objects to the queues that the buckets' notifications name, and to EventBridge. */
export class UploadNotifications {
  private readonly pending = new PendingWork();

  constructor(private readonly options: UploadNotificationsOptions) {}

  /** Sends the test messages that S3 sends when notifications are created. */
  async announce(): Promise<void> {
    for (const bucket of this.options.topology.buckets) {
      const messages = testMessages(bucket, randomUUID(), Date.now());
      for (const message of messages) await this.send(bucket.name, message);
    }
  }

  /** Takes an event from the store. Resolves when its queues have it. */
  async take(event: S3ObjectEvent): Promise<void> {
    const { topology, toBus, log } = this.options;
    const { buckets, place } = topology;
    const bucket = buckets.find(({ name }) => name === event.bucket);
    if (!bucket) return;
    const messages = notificationMessages(event, bucket, place.region);
    const sending = messages.map((message) => this.pending.follow(this.send(bucket.name, message)));
    const toRules = bucket.eventBridge && toBus(DEFAULT_BUS, s3BusEvent(event, place));
    await Promise.all([...sending, toRules]).catch((error: unknown) => {
      log.problem(`The change of ${event.key} did not reach its queue: ${error}`);
      throw error;
    });
  }

  /** Waits for the messages that are being sent. */
  settle(): Promise<void> {
    return this.pending.settle();
  }

  /** S3 sends only to queues whose own policy allows it. */
  private async send(bucket: string, { queueArn, body }: NotificationMessage): Promise<void> {
    const { topology, messages, authorizer } = this.options;
    const queue = topology.queues.find(({ arn }) => arn === queueArn);
    if (!queue) throw new Error(`There is no queue ${queueArn}`);
    const denial = await authorizer.decideService(
      { service: 's3.amazonaws.com', sourceArn: `arn:aws:s3:::${bucket}` },
      { action: 'sqs:SendMessage', resource: queueArn },
    );
    if (denial) return;
    await messages.toQueue({ queueUrl: queue.url, body });
  }
}
