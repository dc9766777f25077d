import type { Logger } from '@aws-lambda-powertools/logger';
import type { Context } from 'aws-lambda';
import type { BrakeNotes } from '../domain/brake';
import { parseAlarmEvent } from './parse-alarm-event';

export interface BrakeDependencies {
  readonly eventSource: { disable(): Promise<void> };
  readonly notes: Pick<BrakeNotes, 'write'>;
  readonly now: () => number;
  readonly logger: Pick<Logger, 'addContext' | 'warn'>;
}

/**
 * Stops processing when the alarm goes off: disables the event source mapping of the queue, and writes the note that
 * the API reads. Safe to repeat, so Lambda can retry a failed invocation.
 */
export const createHandler =
  ({ eventSource, notes, now, logger }: BrakeDependencies) =>
  async (event: unknown, context: Context): Promise<void> => {
    logger.addContext(context);
    const { alarmName, isAlarm, reason } = parseAlarmEvent(event);
    if (!isAlarm) return;
    await eventSource.disable();
    await notes.write({ since: new Date(now()).toISOString(), reason });
    logger.warn('Processing is stopped. Uploads wait in the queue: npm run images -- resume', {
      alarmName,
      reason,
    });
  };
