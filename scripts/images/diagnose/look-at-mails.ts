import { ListSubscriptionsByTopicCommand, SNSClient } from '@aws-sdk/client-sns';
import { QueueDoesNotExist } from '@aws-sdk/client-sqs';
import { CLOUDFRONT_REGION } from '../../../stacks/delivery-settings';
import type { ResourceNames } from '../../../stacks/names';
import { grouped } from '../../cli/grouped';
import { counted } from '../../cli/quantities';
import { receiveDeadLetters } from '../../connection/dead-letters';
import type { Look } from './observation';

const PENDING = 'PendingConfirmation';

/**
 * The subscriptions of a topic.
 * @param topicRegion @default the region of the settings
 */
export const lookAtSubscriptions =
  (topicOf: (names: ResourceNames) => string, topicRegion?: string): Look =>
  async ({ client, account, settings, names }) => {
    const topic = topicOf(names);
    const region = topicRegion ?? settings.AWS_REGION;
    const sns = new SNSClient({ ...client, region });
    const { Subscriptions: subscriptions = [] } = await sns
      .send(new ListSubscriptionsByTopicCommand({ TopicArn: `arn:aws:sns:${region}:${account}:${topic}` }))
      .finally(() => sns.destroy());
    const pending = subscriptions.filter(({ SubscriptionArn: arn }) => arn === PENDING);
    return {
      lines: [
        `${counted(subscriptions.length, 'subscription')} of ${topic}`,
        ...subscriptions.map(
          ({ Protocol, Endpoint, SubscriptionArn: arn }) =>
            `  ${Protocol} ${Endpoint}${arn === PENDING ? ': not confirmed' : ''}`,
        ),
      ],
      cures: [
        ...(pending.length > 0
          ? ['Follow the link in the mail that AWS sent to each unconfirmed address.']
          : []),
        ...(subscriptions.length === 0
          ? ['Nobody is notified. Set ALERT_EMAIL or NOTIFICATION_EMAIL, and deploy.']
          : []),
      ],
    };
  };

/** The subscriptions of the topic of the CDN, which is in the region of CloudFront's metrics. */
export const lookAtDeliverySubscriptions: Look = async (darkroom, options) =>
  darkroom.settings.DELIVERY === 'none'
    ? { lines: ['There is no CDN: DELIVERY is none.'], cures: [] }
    : lookAtSubscriptions(({ deliveryAlertsTopic }) => deliveryAlertsTopic, CLOUDFRONT_REGION)(
        darkroom,
        options,
      );

/** The undelivered events in the queue of a rule. */
export const lookAtUndelivered =
  (queueOf: (names: ResourceNames) => string, cure: string): Look =>
  async ({ sqs, queueUrl, names }) => {
    const queue = queueOf(names);
    const url = new URL(queue, queueUrl).href;
    const messages = await receiveDeadLetters({ sqs, deadLetterQueueUrl: url }, 0).catch((error: unknown) => {
      if (error instanceof QueueDoesNotExist) return [];
      throw error;
    });
    const reasons = grouped(messages, ({ MessageAttributes: attributes }) => {
      const text = (name: string) => attributes?.[name]?.StringValue;
      return [text('RULE_ARN')?.split('/').at(-1), text('ERROR_CODE'), text('ERROR_MESSAGE')]
        .filter(Boolean)
        .join(': ');
    });
    return {
      lines: [
        messages.length === 0 ? `No event in ${queue}` : `Events in ${queue}, the first ${messages.length}:`,
        ...[...reasons].map(([reason, { length }]) => `  ${length} x ${reason || 'no reason was given'}`),
      ],
      cures: messages.length > 0 ? [cure] : [],
    };
  };
