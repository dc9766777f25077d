import { ChangeMessageVisibilityCommand, SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { HttpResponse } from '../../local/foundation/http';
import type { InProcessRequest, SendInProcess } from '../../local/foundation/in-process-request';
import type { Delivery, DeliveryPlan } from './delivery-plan';

/** Forwards the body of a call to the queue. @returns the body of the response */
export type Forward = (body: Buffer) => Promise<Buffer>;

export interface QueueFaultsOptions {
  readonly plan: Pick<DeliveryPlan, 'deliveryAt'>;
  /** Calls the queues without faults. */
  readonly sqs: SQSClient;
  readonly onDelivery: (delivery: Delivery) => void;
}

interface Entry {
  readonly ReceiptHandle: string;
}

interface Message extends Entry {
  readonly Body: string;
}

const SEND_MESSAGE = 'AmazonSQS.SendMessage';
const EMPTY_RESPONSE = Buffer.from('{"Successful":[],"Failed":[]}');

/** Makes the queue show every anomaly that the SQS documentation permits for a standard queue. */
export class QueueFaults {
  /** The subjects of messages in flight, by receipt. */
  private readonly subjects = new Map<string, string>();

  constructor(private readonly options: QueueFaultsOptions) {}

  /** Intercepts the messages that S3 sends to the queue. */
  intercept(send: SendInProcess): SendInProcess {
    return (call) => (call.headers?.['x-amz-target'] === SEND_MESSAGE ? this.send(call, send) : send(call));
  }

  private async send(call: InProcessRequest, forward: SendInProcess): Promise<HttpResponse> {
    const input = JSON.parse(String(call.body));
    const delivery = this.delivery('send', subjectOf(input.MessageBody));
    if (delivery?.kind === 'sent-twice') {
      const { QueueUrl, MessageBody } = input;
      const again = { QueueUrl, MessageBody, DelaySeconds: delivery.delaySeconds - 1 };
      await this.options.sqs.send(new SendMessageCommand(again));
    }
    if (delivery?.kind !== 'late') return forward(call);
    return forward({ ...call, body: JSON.stringify({ ...input, DelaySeconds: delivery.delaySeconds }) });
  }

  /** Handles messages received by the function. */
  async receive(body: Buffer, forward: Forward): Promise<Buffer> {
    const response = await forward(body);
    const { Messages: messages = [] } = JSON.parse(response.toString() || '{}') as { Messages?: Message[] };
    for (const { ReceiptHandle: receipt, Body: text } of messages) {
      const subject = subjectOf(text);
      this.subjects.set(receipt, subject);
      if (this.delivery('receive', subject)) await this.showAgain(queueOf(body), receipt, 0);
    }
    return response;
  }

  /** Handles the deletion of processed messages. */
  async acknowledge(body: Buffer, forward: Forward): Promise<Buffer> {
    const input = JSON.parse(body.toString()) as { Entries: Entry[] };
    const kept: Entry[] = [];
    for (const entry of input.Entries) {
      const delivery = this.delivery('acknowledge', this.subjects.get(entry.ReceiptHandle) ?? '');
      if (delivery) await this.showAgain(queueOf(body), entry.ReceiptHandle, delivery.delaySeconds);
      else kept.push(entry);
      this.subjects.delete(entry.ReceiptHandle);
    }
    if (kept.length === 0) return EMPTY_RESPONSE;
    return forward(Buffer.from(JSON.stringify({ ...input, Entries: kept })));
  }

  private delivery(moment: Parameters<DeliveryPlan['deliveryAt']>[0], subject: string): Delivery | undefined {
    const delivery = subject ? this.options.plan.deliveryAt(moment, subject) : undefined;
    if (delivery) this.options.onDelivery(delivery);
    return delivery;
  }

  private async showAgain(QueueUrl: string, ReceiptHandle: string, seconds: number): Promise<void> {
    await this.options.sqs
      .send(new ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle, VisibilityTimeout: seconds }))
      // A message received twice may have been deleted by the other receiver.
      .catch(() => undefined);
  }
}

const queueOf = (body: Buffer): string => JSON.parse(body.toString()).QueueUrl;

interface Notification {
  readonly Records?: readonly {
    readonly eventName: string;
    readonly s3: { readonly object: { readonly key: string; readonly eTag?: string } };
  }[];
  /** Set in events of EventBridge, which an imported bucket notifies. */
  readonly source?: string;
  readonly 'detail-type'?: string;
  readonly detail?: { readonly object: { readonly key: string; readonly etag?: string } };
}

/** Event, key and ETag of a notification from S3; empty for other messages. */
function subjectOf(text: string): string {
  const { Records: [record] = [], source, 'detail-type': type, detail } = JSON.parse(text) as Notification;
  if (record) return [record.eventName, record.s3.object.key, record.s3.object.eTag].join(' ');
  return source === 'aws.s3' ? [type, detail?.object.key, detail?.object.etag].join(' ') : '';
}
