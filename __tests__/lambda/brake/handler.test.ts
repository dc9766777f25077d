import type { Context } from 'aws-lambda';
import { createHandler } from '../../../lambda/brake/create-handler';
import type { BrakeNote } from '../../../lambda/domain/brake';

const NOW = Date.parse('2026-06-21T12:00:00Z');
const REASON =
  'Threshold Crossed: 1 datapoint [1001.0 (21/06/26 11:00:00)] was greater than the threshold (1000.0).';
const context = {} as Context;
const alarmEvent = (value: string) => ({
  source: 'aws.cloudwatch',
  alarmData: { alarmName: 'image-processing-brake-dev', state: { value, reason: REASON } },
});

function brake({ fails = false } = {}) {
  const done: (string | BrakeNote)[] = [];
  const handler = createHandler({
    eventSource: {
      async disable() {
        if (fails) throw new Error('throttled');
        done.push('disabled');
      },
    },
    notes: { write: async (note) => void done.push(note) },
    now: () => NOW,
    logger: { addContext: () => undefined, warn: () => undefined },
  });
  return { handler, done };
}

it('stops the queue, then notes since when and why', async () => {
  const { handler, done } = brake();
  await handler(alarmEvent('ALARM'), context);
  expect(done).toEqual(['disabled', { since: '2026-06-21T12:00:00.000Z', reason: REASON }]);
});

it('does nothing when the alarm is over, because people decide when to resume', async () => {
  const { handler, done } = brake();
  await handler(alarmEvent('OK'), context);
  expect(done).toEqual([]);
});

it('fails without a note when the queue cannot be stopped, so that Lambda tries again', async () => {
  const { handler, done } = brake({ fails: true });
  await expect(handler(alarmEvent('ALARM'), context)).rejects.toThrow('throttled');
  expect(done).toEqual([]);
});

it('refuses an event that is not from an alarm', async () => {
  await expect(brake().handler({ Records: [] }, context)).rejects.toThrow('not from an alarm');
});
