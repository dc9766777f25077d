import { ChangeMessageVisibilityCommand, SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { Delivery, DeliveryPlan } from './delivery-plan';

/** Passes a call's body on to the queue. @returns the body of its answer */
export type Onward = (body: Buffer) => Promise<Buffer>;

export interface QueueFaultsOptions {
  readonly plan: Pick<DeliveryPlan, 'deliveryAt'>;
  /** Speaks to the queues past the faults. */
  readonly sqs: SQSClient;
  readonly onDelivery: (delivery: Delivery) => void;
}

interface Entry {
  readonly ReceiptHandle: string;
}

interface Message extends Entry {
  readonly Body: string;
}

const EMPTY_ANSWER = Buffer.from('{"Successful":[],"Failed":[]}');

/** Makes the queue do the worst that SQS's documentation allows a standard queue. */
export class QueueFaults {
  /** What the messages at work tell of, by receipt. */
  private readonly subjects = new Map<string, string>();

  constructor(private readonly options: QueueFaultsOptions) {}

  /** A message on its way into the queue. */
  async send(body: Buffer, onward: Onward): Promise<Buffer> {
    const input = JSON.parse(body.toString());
    const delivery = this.delivery('send', subjectOf(input.MessageBody));
    if (delivery?.kind === 'sent-twice') {
      const { QueueUrl, MessageBody } = input;
      const again = { QueueUrl, MessageBody, DelaySeconds: delivery.delaySeconds - 1 };
      await this.options.sqs.send(new SendMessageCommand(again));
    }
    if (delivery?.kind !== 'late') return onward(body);
    return onward(Buffer.from(JSON.stringify({ ...input, DelaySeconds: delivery.delaySeconds })));
  }

  /** Messages on their way to the function. */
  async receive(body: Buffer, onward: Onward): Promise<Buffer> {
    const answer = await onward(body);
    const { Messages: messages = [] } = JSON.parse(answer.toString() || '{}') as { Messages?: Message[] };
    for (const { ReceiptHandle: receipt, Body: text } of messages) {
      const subject = subjectOf(text);
      this.subjects.set(receipt, subject);
      if (this.delivery('receive', subject)) await this.showAgain(queueOf(body), receipt, 0);
    }
    return answer;
  }

  /** Messages that are done. */
  async acknowledge(body: Buffer, onward: Onward): Promise<Buffer> {
    const input = JSON.parse(body.toString()) as { Entries: Entry[] };
    const kept: Entry[] = [];
    for (const entry of input.Entries) {
      const delivery = this.delivery('acknowledge', this.subjects.get(entry.ReceiptHandle) ?? '');
      if (delivery) await this.showAgain(queueOf(body), entry.ReceiptHandle, delivery.delaySeconds);
      else kept.push(entry);
      this.subjects.delete(entry.ReceiptHandle);
    }
    if (kept.length === 0) return EMPTY_ANSWER;
    return onward(Buffer.from(JSON.stringify({ ...input, Entries: kept })));
  }

  private delivery(moment: Parameters<DeliveryPlan['deliveryAt']>[0], subject: string): Delivery | undefined {
    const delivery = subject ? this.options.plan.deliveryAt(moment, subject) : undefined;
    if (delivery) this.options.onDelivery(delivery);
    return delivery;
  }

  private async showAgain(QueueUrl: string, ReceiptHandle: string, seconds: number): Promise<void> {
    await this.options.sqs
      .send(new ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle, VisibilityTimeout: seconds }))
      // Handed out twice, it may have been acknowledged by the other one meanwhile.
      .catch(() => undefined);
  }
}

const queueOf = (body: Buffer): string => JSON.parse(body.toString()).QueueUrl;

/** What a message tells of, if it is a notification of S3: event, key and which upload of the key. */
function subjectOf(text: string): string {
  const { Records: [record] = [] } = JSON.parse(text) as {
    Records?: { eventName: string; s3: { object: { key: string; eTag?: string } } }[];
  };
  return record ? [record.eventName, record.s3.object.key, record.s3.object.eTag].join(' ') : '';
}
