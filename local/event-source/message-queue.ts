import {
  ChangeMessageVisibilityBatchCommand,
  DeleteMessageBatchCommand,
  type Message,
  ReceiveMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import { retryDelay } from './retry-delay';

/** SQS's longest long poll, in seconds. */
const LONG_POLL = 20;
/** SQS receives, deletes and hides at most ten messages a call. */
const MAX_MESSAGES = 10;

/** The operations of an event source mapping on its queue. */
export interface MessageQueue {
  /** Waits for up to `limit` messages. Returns none when nothing came within `waitSeconds`. */
  receive(limit: number, waitSeconds: number, signal: AbortSignal): Promise<Message[]>;
  remove(messages: readonly Message[]): Promise<void>;
  /** Makes messages visible again after a delay. */
  giveBack(messages: readonly Message[]): Promise<void>;
}

export interface QueueAccess {
  readonly queueUrl: string;
  /** Calls as the function's role, as Lambda's pollers do. */
  readonly asFunction: SQSClient;
  /** Calls as the twin, so that no role needs a permission for what only the twin does. */
  readonly asTwin: SQSClient;
  /** Seconds. */
  readonly retryDelaySeconds: number;
}

export function messageQueue({ queueUrl, asFunction, asTwin, retryDelaySeconds }: QueueAccess): MessageQueue {
  return {
    async receive(limit, waitSeconds, signal) {
      const { Messages: messages = [] } = await asFunction.send(
        new ReceiveMessageCommand({
          QueueUrl: queueUrl,
          MaxNumberOfMessages: Math.min(limit, MAX_MESSAGES),
          WaitTimeSeconds: Math.min(Math.ceil(waitSeconds), LONG_POLL),
          MessageSystemAttributeNames: ['All'],
          MessageAttributeNames: ['All'],
        }),
        { abortSignal: signal },
      );
      return messages;
    },
    async remove(messages) {
      for (const some of inTens(messages)) {
        const entries = some.map(({ ReceiptHandle }, index) => ({ Id: String(index), ReceiptHandle }));
        await asFunction.send(new DeleteMessageBatchCommand({ QueueUrl: queueUrl, Entries: entries }));
      }
    },
    async giveBack(messages) {
      for (const some of inTens(messages)) {
        const entries = some.map((message, index) => ({
          Id: String(index),
          ReceiptHandle: message.ReceiptHandle,
          VisibilityTimeout: retryDelay(retryDelaySeconds, message),
        }));
        await asTwin.send(new ChangeMessageVisibilityBatchCommand({ QueueUrl: queueUrl, Entries: entries }));
      }
    },
  };
}

function* inTens(messages: readonly Message[]): Generator<readonly Message[]> {
  for (let start = 0; start < messages.length; start += MAX_MESSAGES) {
    yield messages.slice(start, start + MAX_MESSAGES);
  }
}
