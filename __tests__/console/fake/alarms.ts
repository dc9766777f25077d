import type { Alarm } from '../../../local/console/twin-view';

const started = Date.now() - 600_000;

const alarm = (name: string, description: string, condition: string, reason: string): Alarm => ({
  name,
  state: 'OK',
  description,
  condition,
  reason,
  since: started,
});

export const deadLetterAlarm = (deadLetters: number): Alarm => ({
  ...alarm(
    'dead-letters-test',
    'An upload could not be handled and waits for somebody.',
    'ApproximateNumberOfMessagesVisible >= 1 for 1 of 1 periods of 60 s',
    'There is no dead letter.',
  ),
  ...(deadLetters > 0 && {
    state: 'ALARM',
    reason: `There are ${deadLetters} dead letters, and 1 is enough.`,
    since: Date.now(),
  }),
});

export const quietAlarms = (): Alarm[] => [
  alarm(
    'processor-errors-test',
    'The image processor has failed more than five times in five minutes.',
    'Errors > 5 for 1 of 1 periods of 300 s',
    'No data, which counts as fine.',
  ),
  {
    ...alarm(
      'oldest-upload-test',
      'An upload has been waiting for longer than fifteen minutes.',
      'ApproximateAgeOfOldestMessage > 900 for 1 of 1 periods of 60 s',
      'No value was reported yet.',
    ),
    state: 'INSUFFICIENT_DATA',
  },
  deadLetterAlarm(0),
];
