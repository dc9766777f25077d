import { counted } from '../../cli/quantities';
import { queueCounts } from '../../connection/queue-counts';
import type { Look } from './observation';

/** The number of uploads that wait for an attempt. */
export const lookAtQueue: Look = async ({ sqs, queueUrl, settings }) => {
  const { waiting, inFlight } = await queueCounts(sqs, queueUrl);
  return {
    lines: [
      `${counted(waiting, 'message')} in the uploads queue, ${inFlight} being processed or waiting for the next attempt`,
    ],
    cures:
      waiting > 0
        ? [
            `If the function works without errors, uploads arrive faster than MAX_CONCURRENCY=${settings.MAX_CONCURRENCY} allows: raise it, or wait. To estimate the time: npm run simulate -- --burst ${waiting}`,
          ]
        : [],
  };
};
