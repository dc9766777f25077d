import type { SendInProcess } from './in-process-request';
import { xmlText } from './xml-text';

export interface QueueMessage {
  readonly queueUrl: string;
  readonly body: string;
  /** Text attributes by name. */
  readonly attributes?: Readonly<Record<string, string>>;
}

export interface TopicMessage {
  readonly topicArn: string;
  readonly message: string;
  readonly subject?: string;
  /** Whether the message is a JSON object with a text for each protocol. */
  readonly isByProtocol?: boolean;
}

/** Sends the messages that AWS services send each other. */
export interface MessageSender {
  /** @throws RefusedMessageError */
  toQueue(message: QueueMessage): Promise<void>;
  /** @throws RefusedMessageError */
  toTopic(message: TopicMessage): Promise<void>;
}

/** SQS or SNS refused a message. */
export class RefusedMessageError extends Error {
  override readonly name = 'RefusedMessageError';

  constructor(
    /** AWS's code of the error. */
    readonly code: string,
    message: string,
    /** Of the HTTP response. */
    readonly status: number,
  ) {
    super(message);
  }
}

export function messageSender(request: SendInProcess): MessageSender {
  return {
    async toQueue({ queueUrl, body, attributes = {} }) {
      const headers = {
        'content-type': 'application/x-amz-json-1.0',
        'x-amz-target': 'AmazonSQS.SendMessage',
      };
      const MessageAttributes = Object.fromEntries(
        Object.entries(attributes).map(([name, value]) => [name, { DataType: 'String', StringValue: value }]),
      );
      const input = { QueueUrl: queueUrl, MessageBody: body, MessageAttributes };
      const response = await request({ service: 'sqs', headers, body: JSON.stringify(input) });
      if (response.status < 300) return;
      const { __type: type = '', message = '' } = JSON.parse(response.body.toString());
      throw new RefusedMessageError(type.split('#').at(-1), message, response.status);
    },
    async toTopic({ topicArn, message, subject, isByProtocol }) {
      const headers = { 'content-type': 'application/x-www-form-urlencoded' };
      const form = new URLSearchParams({
        Action: 'Publish',
        Version: '2010-03-31',
        TopicArn: topicArn,
        Message: message,
        ...(subject !== undefined && { Subject: subject }),
        ...(isByProtocol && { MessageStructure: 'json' }),
      });
      const response = await request({ service: 'sns', headers, body: form.toString() });
      if (response.status < 300) return;
      const xml = response.body.toString();
      throw new RefusedMessageError(
        xmlText(xml, 'Code') ?? '',
        xmlText(xml, 'Message') ?? '',
        response.status,
      );
    },
  };
}
