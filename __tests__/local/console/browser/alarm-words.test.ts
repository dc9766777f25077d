import {
  alarmReason,
  alarmSummary,
  describedAlarm,
} from '../../../../local/console/browser/monitoring/alarm-words';
import { alarmDescription } from '../../../../stacks/constructs/monitoring/alarm-description';

it.each([
  [0, '0 of 3 alarms are in alarm.'],
  [1, '1 of 3 alarms is in alarm.'],
  [2, '2 of 3 alarms are in alarm.'],
])('the summary counts %i alarms that fire', (count, summary) => {
  const alarms = [0, 1, 2].map((index) => ({ state: index < count ? ('ALARM' as const) : ('OK' as const) }));
  expect(alarmSummary(alarms)).toBe(summary);
});

const SILENCE =
  'Threshold Crossed: no datapoints were received for 1 period and 1 missing datapoint was treated as [NonBreaching].';

describe('the reason of an alarm', () => {
  test.each([
    ['OK', SILENCE, 'No data arrived, which counts as fine'],
    ['ALARM', SILENCE, 'No data arrived, which counts as trouble'],
    ['INSUFFICIENT_DATA', 'Unchecked: Initial alarm creation', 'Not checked yet'],
    [
      'OK',
      'Threshold Crossed: 1 datapoint [0.0] was not greater than the threshold (5.0).',
      '1 datapoint [0.0] was not greater than the threshold (5.0)',
    ],
  ] as const)('is plain in the state %s: %s', (state, reason, text) => {
    expect(alarmReason({ state, reason })).toBe(text);
  });
});

const description = alarmDescription('The brake failed.', 'brake-errors');

describe('the description of an alarm', () => {
  test('says how to find the cause while it is in alarm', () => {
    const text = describedAlarm({ state: 'ALARM', description });
    expect(text).toMatch(/^The brake failed\. To find the cause: .*diagnose brake-errors.*#brake-errors$/);
  });

  test.each(['OK', 'INSUFFICIENT_DATA'] as const)('says only what it would mean while it is %s', (state) => {
    expect(describedAlarm({ state, description })).toBe('Means, when in alarm: The brake failed.');
  });
});
