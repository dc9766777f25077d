import { PickButton } from '../buttons/pick-button';
import { hrefOf, PLACES, type Place } from '../routing/route';
import { useConsole } from '../state/console-context';
import type { ConsoleState } from '../state/console-state';
import { PLACE_ICONS } from './place-icons';
import { QueueGauges } from './queue-gauges';
import { ThemeToggle } from './theme-toggle';

const PLACE_NAMES: Readonly<Record<Place, string>> = {
  photos: 'Photos',
  failures: 'Failures',
  pipeline: 'Pipeline',
  monitoring: 'Monitoring',
  outbox: 'Outbox',
};

export function Header({ place }: { readonly place: Place | undefined }) {
  const { state } = useConsole();
  return (
    <header class="header">
      <a class="brand" href={hrefOf({ place: 'photos' })}>
        Darkroom <span class="environment">{state.info.environment}</span>
      </a>
      <nav class="places" aria-label="Console">
        <ul>
          {PLACES.map((each) => (
            <li key={each}>
              <a href={hrefOf({ place: each })} aria-current={each === place ? 'page' : undefined}>
                {PLACE_ICONS[each]}
                <span>{PLACE_NAMES[each]}</span>
                <Attention count={attentionOf(each, state)} />
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <QueueGauges />
      <div class="header-actions">
        <ThemeToggle />
        <PickButton label="Add photos" />
      </div>
    </header>
  );
}

/** The number of items in a place that need attention. */
function attentionOf(place: Place, { images, alarms, queues }: ConsoleState): number {
  if (place === 'failures') {
    let failed = queues.deadLetters;
    for (const { processingStatus } of images.values()) if (processingStatus === 'FAILED') failed += 1;
    return failed;
  }
  return place === 'monitoring' ? alarms.filter(({ state }) => state === 'ALARM').length : 0;
}

function Attention({ count }: { readonly count: number }) {
  if (count === 0) return null;
  return <span class="attention">{count > 99 ? '99+' : count}</span>;
}
