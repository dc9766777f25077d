import { GetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import { counted } from '../../cli/quantities';
import type { Look } from './observation';

/** Uploads that wait for their first attempt or their next one. */
export const lookAtQueue: Look = async ({ sqs, queueUrl, settings }) => {
  const { Attributes: attributes = {} } = await sqs.send(
    new GetQueueAttributesCommand({
      QueueUrl: queueUrl,
      AttributeNames: ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'],
    }),
  );
  const waiting = Number(attributes.ApproximateNumberOfMessages ?? 0);
  const inWork = Number(attributes.ApproximateNumberOfMessagesNotVisible ?? 0);
  return {
    lines: [
      `${counted(waiting, 'message')} in the uploads queue, ${inWork} being processed or waiting for the next attempt`,
    ],
    cures:
      waiting > 0
        ? [
            `If the function works without errors, uploads arrive faster than MAX_CONCURRENCY=${settings.MAX_CONCURRENCY} allows: raise it, or wait. What a burst takes: npm run simulate -- --burst ${waiting}`,
          ]
        : [],
  };
};
