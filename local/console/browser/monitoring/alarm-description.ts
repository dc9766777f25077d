import type { Alarm } from '../../twin-view';

const ADVICE = ' To find the cause: ';

/** The description of an alarm: its meaning and, while it is in alarm, how to find the cause. */
export function describedAlarm({ state, description }: Pick<Alarm, 'state' | 'description'>): string {
  if (state === 'ALARM') return description;
  const [meaning = ''] = description.split(ADVICE);
  return `Means, when in alarm: ${meaning}`;
}
