import { alarmSummary } from '../../../../local/console/browser/monitoring/alarm-summary';

it.each([
  [0, '0 of 3 alarms are in alarm.'],
  [1, '1 of 3 alarms is in alarm.'],
  [2, '2 of 3 alarms are in alarm.'],
])('the summary counts %i alarms that fire', (count, summary) => {
  const alarms = [0, 1, 2].map((index) => ({ state: index < count ? ('ALARM' as const) : ('OK' as const) }));
  expect(alarmSummary(alarms)).toBe(summary);
});
