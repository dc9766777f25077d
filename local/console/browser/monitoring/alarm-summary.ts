import type { Alarm } from '../../twin-view';

/** `1 of 16 alarms is in alarm.` */
export function alarmSummary(alarms: readonly Pick<Alarm, 'state'>[]): string {
  const count = alarms.filter(({ state }) => state === 'ALARM').length;
  return `${count} of ${alarms.length} alarms ${count === 1 ? 'is' : 'are'} in alarm.`;
}
