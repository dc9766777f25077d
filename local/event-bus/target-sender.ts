import { type MessageSender, RefusedMessageError } from '../foundation/message-sender';
import type { Authorizer } from '../iam/authorizer';
import { DeliveryError, type TargetSender } from './event-delivery';

export interface TargetSenderOptions {
  readonly messages: MessageSender;
  /** The URL of a queue, by its ARN. */
  readonly queueUrlOf: (arn: string) => string | undefined;
  readonly authorizer: Pick<Authorizer, 'decideService'>;
}

const EVENTBRIDGE = 'events.amazonaws.com';

/** Sends to topics and queues as EventBridge does: only if their own policies allow the rule. */
export function targetSender({ messages, queueUrlOf, authorizer }: TargetSenderOptions): TargetSender {
  return {
    async send(targetArn, message, ruleArn, attributes) {
      const isTopic = targetArn.startsWith('arn:aws:sns:');
      const denial = await authorizer.decideService(
        { service: EVENTBRIDGE, sourceArn: ruleArn },
        { action: isTopic ? 'sns:Publish' : 'sqs:SendMessage', resource: targetArn },
      );
      if (denial) throw new DeliveryError('NO_PERMISSIONS', denial.message, false);
      await translated(async () => {
        if (isTopic) return messages.toTopic({ topicArn: targetArn, message });
        const queueUrl = queueUrlOf(targetArn);
        if (!queueUrl) throw new DeliveryError('NO_RESOURCE', `There is no queue ${targetArn}`, false);
        const body = withinBasicPlane(message);
        return messages.toQueue({ queueUrl, body, ...(attributes && { attributes }) });
      });
    },
  };
}

/**
 * SQS accepts every Unicode character, the embedded server only those up to U+FFFF. Events are JSON, where the other
 * characters can be escaped.
 */
const withinBasicPlane = (json: string): string =>
  json.replaceAll(/[\ud800-\udfff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16)}`);

async function translated(call: () => Promise<void>): Promise<void> {
  try {
    await call();
  } catch (error) {
    if (error instanceof DeliveryError) throw error;
    if (!(error instanceof RefusedMessageError))
      throw new DeliveryError('SDK_CLIENT_ERROR', String(error), true);
    const { code, message, status } = error;
    throw new DeliveryError(code, message, status >= 500 || status === 429);
  }
}
