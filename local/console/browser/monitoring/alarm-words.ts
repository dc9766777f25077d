import type { Alarm } from '../../twin-view';

/** `1 of 16 alarms is in alarm.` */
export function alarmSummary(alarms: readonly Pick<Alarm, 'state'>[]): string {
  const count = alarms.filter(({ state }) => state === 'ALARM').length;
  return `${count} of ${alarms.length} alarms ${count === 1 ? 'is' : 'are'} in alarm.`;
}

/** The reason of a state, in plain words instead of CloudWatch's. */
export function alarmReason({ state, reason }: Pick<Alarm, 'state' | 'reason'>): string {
  if (reason.startsWith('Unchecked:')) return 'Not checked yet';
  const plain = reason.replace(/^Threshold Crossed: /, '').replace(/\.$/, '');
  if (plain.startsWith('no datapoints were received')) {
    return state === 'ALARM'
      ? 'No data arrived, which counts as trouble'
      : 'No data arrived, which counts as fine';
  }
  return plain;
}

const ADVICE = ' To find the cause: ';

/** The description of an alarm: its meaning and, while it is in alarm, how to find the cause. */
export function describedAlarm({ state, description }: Pick<Alarm, 'state' | 'description'>): string {
  if (state === 'ALARM') return description;
  const [meaning = ''] = description.split(ADVICE);
  return `Means, when in alarm: ${meaning}`;
}
