import { PublishCommand, type SNSClient } from '@aws-sdk/client-sns';
import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { Authorizer } from '../iam/authorizer';
import { DeliveryError, type MessageAttributes, type TargetSender } from './event-delivery';

export interface TargetSenderOptions {
  readonly sns: SNSClient;
  readonly sqs: SQSClient;
  /** The URL of a queue, by its ARN. */
  readonly queueUrlOf: (arn: string) => string | undefined;
  readonly authorizer: Pick<Authorizer, 'decideService'>;
}

const EVENTBRIDGE = 'events.amazonaws.com';

/** Sends to topics and queues as EventBridge does: only where their own policies admit the rule. */
export function targetSender({ sns, sqs, queueUrlOf, authorizer }: TargetSenderOptions): TargetSender {
  return {
    async send(targetArn, message, ruleArn, attributes) {
      const isTopic = targetArn.startsWith('arn:aws:sns:');
      const denial = await authorizer.decideService(
        { service: EVENTBRIDGE, sourceArn: ruleArn },
        { action: isTopic ? 'sns:Publish' : 'sqs:SendMessage', resource: targetArn },
      );
      if (denial) throw new DeliveryError('NO_PERMISSIONS', denial.message, false);
      await translated(async () => {
        if (isTopic) return sns.send(new PublishCommand({ TopicArn: targetArn, Message: message }));
        const QueueUrl = queueUrlOf(targetArn);
        if (!QueueUrl) throw new DeliveryError('NO_RESOURCE', `There is no queue ${targetArn}`, false);
        const MessageAttributes = attributesOf(attributes);
        const MessageBody = withinBasicPlane(message);
        return sqs.send(new SendMessageCommand({ QueueUrl, MessageBody, MessageAttributes }));
      });
    },
  };
}

/**
 * SQS takes every character of Unicode, but the embedded one only those up to U+FFFF. Events are JSON, where the others
 * can be escaped.
 */
const withinBasicPlane = (json: string): string =>
  json.replaceAll(/[\ud800-\udfff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16)}`);

const attributesOf = (attributes: MessageAttributes = {}) =>
  Object.fromEntries(
    Object.entries(attributes).map(([name, value]) => [name, { DataType: 'String', StringValue: value }]),
  );

async function translated(call: () => Promise<unknown>): Promise<void> {
  try {
    await call();
  } catch (error) {
    if (error instanceof DeliveryError) throw error;
    const { name, message, $metadata } = error as Error & { $metadata?: { httpStatusCode?: number } };
    const status = $metadata?.httpStatusCode ?? 500;
    throw new DeliveryError(name, message, status >= 500 || status === 429);
  }
}
