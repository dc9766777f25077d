import { counted } from '../../cli/quantities';
import { queueCounts } from '../../connection/queue-counts';
import type { Look } from './observation';

/** Uploads that wait for their first attempt or their next one. */
export const lookAtQueue: Look = async ({ sqs, queueUrl, settings }) => {
  const { waiting, inFlight } = await queueCounts(sqs, queueUrl);
  return {
    lines: [
      `${counted(waiting, 'message')} in the uploads queue, ${inFlight} being processed or waiting for the next attempt`,
    ],
    cures:
      waiting > 0
        ? [
            `If the function works without errors, uploads arrive faster than MAX_CONCURRENCY=${settings.MAX_CONCURRENCY} allows: raise it, or wait. What a burst takes: npm run simulate -- --burst ${waiting}`,
          ]
        : [],
  };
};
