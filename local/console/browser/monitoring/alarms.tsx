import type { Alarm } from '../../twin-view';
import { formatDateTime } from '../parts/format';
import { alarmReason, describedAlarm } from './alarm-words';

const STATE_WORDS: Readonly<Record<Alarm['state'], string>> = {
  ALARM: 'In alarm',
  INSUFFICIENT_DATA: 'No data yet',
  OK: 'OK',
};

const URGENCY: readonly Alarm['state'][] = ['ALARM', 'INSUFFICIENT_DATA', 'OK'];

/** Each alarm with its state and the reason; those in alarm come first. */
export function Alarms({ alarms }: { readonly alarms: readonly Alarm[] }) {
  const sorted = alarms.toSorted(
    (a, b) => URGENCY.indexOf(a.state) - URGENCY.indexOf(b.state) || a.name.localeCompare(b.name),
  );
  return (
    <section aria-labelledby="alarms">
      <h2 id="alarms">Alarms</h2>
      {sorted.length === 0 && <p class="hint">No alarm is declared in this environment.</p>}
      <ul class="alarms">
        {sorted.map((alarm) => (
          <li key={alarm.name} data-state={alarm.state}>
            <p class="alarm-state">{STATE_WORDS[alarm.state]}</p>
            <div>
              <h3>{alarm.name}</h3>
              <p>{describedAlarm(alarm)}</p>
              <p class="hint" title={alarm.reason}>
                {alarmReason(alarm)} · since {formatDateTime(alarm.since)}
              </p>
              <p class="hint">
                <code>{alarm.condition}</code>
              </p>
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}
