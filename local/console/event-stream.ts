import type { IncomingMessage, ServerResponse } from 'node:http';
import { ChangeLog, type LoggedChange } from './change-log';
import type { TwinView } from './twin-view';

const HEARTBEAT_MS = 15_000;
/** The delay before a browser reconnects. */
const RETRY_MS = 1_000;

/**
 * Sends each change to every open console with server-sent events. A console that reconnects names the last event that
 * it received. It gets the missed events or, if they are no longer known, an event that makes it start over.
 */
export class EventStream {
  private readonly log = new ChangeLog();
  private readonly listeners = new Set<ServerResponse>();
  private readonly unsubscribe: () => void;
  private readonly heartbeat: NodeJS.Timeout;

  constructor(view: Pick<TwinView, 'subscribe'>) {
    this.unsubscribe = view.subscribe((change) => this.broadcast(this.log.append(change)));
    this.heartbeat = setInterval(() => this.writeAll(': heartbeat\n\n'), HEARTBEAT_MS);
    this.heartbeat.unref();
  }

  /** The position among the events of a snapshot taken now. */
  get position(): string {
    return this.log.position;
  }

  /** Sends the events after `position`, and keeps the connection open for later ones. */
  open(request: IncomingMessage, response: ServerResponse, position: string | undefined): void {
    response.writeHead(200, {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
    });
    response.write(`retry: ${RETRY_MS}\n\n`);
    const missed = position === undefined ? [] : this.log.after(position);
    if (missed) response.write(missed.map((logged) => this.format(logged)).join(''));
    else response.write('event: resync\ndata: {}\n\n');
    this.listeners.add(response);
    request.on('close', () => this.listeners.delete(response));
  }

  close(): void {
    this.unsubscribe();
    clearInterval(this.heartbeat);
    for (const response of this.listeners) response.end();
    this.listeners.clear();
  }

  private broadcast(logged: LoggedChange): void {
    if (this.listeners.size > 0) this.writeAll(this.format(logged));
  }

  private writeAll(text: string): void {
    for (const response of this.listeners) response.write(text);
  }

  private format({ number, change }: LoggedChange): string {
    return `id: ${this.log.idOf(number)}\ndata: ${JSON.stringify(change)}\n\n`;
  }
}
