import { formatCount } from '../parts/format';
import { hrefOf } from '../routing/route';
import { useConsole } from '../state/console-context';

const LAMP_WORDS = {
  working: 'Photos are being processed',
  idle: 'Nothing is waiting',
  lost: 'The twin cannot be reached',
} as const;

/** The numbers of queued messages, messages in processing and dead letters, always visible. */
export function QueueGauges() {
  const { queues, connection } = useConsole().state;
  const isWorking = queues.waiting + queues.inFlight > 0;
  const lamp = connection === 'live' ? (isWorking ? 'working' : 'idle') : 'lost';
  return (
    <section class="gauges" aria-label="Queue">
      <span
        class="lamp"
        data-state={lamp}
        role="img"
        aria-label={LAMP_WORDS[lamp]}
        title={LAMP_WORDS[lamp]}
      />
      <Gauge
        label="Queued"
        value={queues.waiting}
        href={hrefOf({ place: 'pipeline', id: 'uploads-queue' })}
      />
      <Gauge
        label="Processing"
        value={queues.inFlight}
        href={hrefOf({ place: 'pipeline', id: 'image-processor' })}
      />
      <Gauge
        label="Dead letters"
        value={queues.deadLetters}
        href={hrefOf({ place: 'failures' })}
        alarming={queues.deadLetters > 0}
      />
    </section>
  );
}

interface GaugeProps {
  readonly label: string;
  readonly value: number;
  readonly href: string;
  readonly alarming?: boolean;
}

function Gauge({ label, value, href, alarming = false }: GaugeProps) {
  return (
    <a class="gauge" href={href} data-alarming={alarming}>
      <span class="gauge-label">{label}</span> <span class="gauge-value">{formatCount(value)}</span>
    </a>
  );
}
