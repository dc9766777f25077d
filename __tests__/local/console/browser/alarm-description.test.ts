import { describedAlarm } from '../../../../local/console/browser/monitoring/alarm-description';
import { alarmDescription } from '../../../../stacks/constructs/alarm-description';

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
