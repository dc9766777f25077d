import type { TwinChange, TwinSnapshot } from '../../twin-view';
import { applyChanges } from './apply-changes';
import { type ConsoleState, stateOfSnapshot } from './console-state';
import { withoutFinished } from './finished-uploads';
import { outcomesOf } from './outcomes';

type PositionedSnapshot = TwinSnapshot & { readonly position: string };

/** Time for which changes are gathered before the page is redrawn. */
const GATHER_MS = 80;
const RETRY_MS = 1_500;
const TIDY_MS = 1_000;

export interface ConnectionListener {
  readonly onState: (update: (state: ConsoleState | undefined) => ConsoleState | undefined) => void;
  /** Called with the outcome in words, for screen readers. */
  readonly onOutcome: (text: string) => void;
  /** Called with whether the request for the twin's state failed. */
  readonly onUnreachable: (unreachable: boolean) => void;
}

/**
 * Keeps the page's state equal to the twin's: a snapshot, then every change. When the twin stops, the page keeps its
 * last state, marked as lost, until the twin is back. Returns a function that stops this.
 */
export function connect({ onState, onOutcome, onUnreachable }: ConnectionListener): () => void {
  let source: EventSource | undefined;
  let gathered: TwinChange[] = [];
  let gathering: number | undefined;
  let retrying: number | undefined;
  let stopped = false;

  const lost = () => onState((state) => state && { ...state, connection: 'lost' });

  const flush = () => {
    gathering = undefined;
    const changes = gathered;
    gathered = [];
    onState((state) => {
      if (!state) return state;
      const outcome = outcomesOf(state, changes);
      if (outcome) onOutcome(outcome);
      return applyChanges(state, changes, Date.now());
    });
  };

  const retry = () => {
    window.clearTimeout(retrying);
    if (!stopped) retrying = window.setTimeout(start, RETRY_MS);
  };

  async function start(): Promise<void> {
    source?.close();
    try {
      const response = await fetch('/console/state');
      if (!response.ok) throw new Error(`Darkroom returned HTTP status ${response.status}.`);
      const { position, ...snapshot }: PositionedSnapshot = await response.json();
      if (stopped) return;
      onUnreachable(false);
      onState(() => stateOfSnapshot(snapshot));
      listen(position);
    } catch {
      onUnreachable(true);
      lost();
      retry();
    }
  }

  function listen(position: string): void {
    const events = new EventSource(`/console/events?after=${encodeURIComponent(position)}`);
    source = events;
    events.onopen = () => onState((state) => state && { ...state, connection: 'live' });
    events.onmessage = ({ data }) => {
      gathered.push(JSON.parse(data));
      gathering ??= window.setTimeout(flush, GATHER_MS);
    };
    events.addEventListener('resync', () => void start());
    events.onerror = () => {
      lost();
      // The browser reconnects by itself unless the response was not an event stream.
      if (events.readyState === EventSource.CLOSED) retry();
    };
  }

  const tidying = window.setInterval(
    () => onState((state) => state && withoutFinished(state, Date.now())),
    TIDY_MS,
  );
  void start();
  return () => {
    stopped = true;
    source?.close();
    window.clearTimeout(retrying);
    window.clearTimeout(gathering);
    window.clearInterval(tidying);
  };
}
