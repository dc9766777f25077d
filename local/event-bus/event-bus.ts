import { randomUUID } from 'node:crypto';
import type { Place } from '../../plan/computed-attributes';
import { DEFAULT_BUS, type EventBusDeclaration } from '../../plan/topology/event-buses';
import { eventTime } from './event-time';

/** One entry of `PutEvents`. */
export interface EventEntry {
  readonly Source?: string;
  readonly DetailType?: string;
  /** A JSON object, as text. */
  readonly Detail?: string;
  readonly EventBusName?: string;
  readonly Resources?: readonly string[];
  /** Epoch seconds. */
  readonly Time?: number;
}

/** An event as EventBridge sends it to a target. */
export interface BusEvent {
  readonly version: '0';
  readonly id: string;
  readonly 'detail-type': string;
  readonly source: string;
  readonly account: string;
  readonly time: string;
  readonly region: string;
  readonly resources: readonly string[];
  readonly detail: Readonly<Record<string, unknown>>;
}

export interface PutEventsResponse {
  readonly FailedEntryCount: number;
  readonly Entries: readonly (
    | { readonly EventId: string }
    | { readonly ErrorCode: string; readonly ErrorMessage: string }
  )[];
}

export type BusListener = (busName: string, event: BusEvent) => Promise<void> | void;

/** EventBridge API Reference, PutEvents: at most 10 entries and 256 KiB a call. */
const MAX_ENTRIES = 10;
const MAX_BYTES = 256 * 1024;

class EntryError extends Error {
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

/** The declared event buses. Subscribers receive every published event. */
export class EventBuses {
  private readonly names: ReadonlySet<string>;
  private readonly listeners = new Set<BusListener>();

  constructor(
    buses: readonly EventBusDeclaration[],
    private readonly place: Place,
  ) {
    // Every account has this bus, declared or not.
    this.names = new Set([DEFAULT_BUS, ...buses.map(({ name }) => name)]);
  }

  subscribe(listener: BusListener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** The error that refuses a call with all its entries, if any. */
  problemOf(entries: unknown): string | undefined {
    if (!Array.isArray(entries) || entries.length === 0 || entries.length > MAX_ENTRIES) {
      return `1 validation error detected: Value at 'entries' failed to satisfy constraint: Member must have length from 1 to ${MAX_ENTRIES}`;
    }
    const bytes = Buffer.byteLength(JSON.stringify(entries));
    if (bytes > MAX_BYTES) return `Total size of the entries in the request is over the limit.`;
    return undefined;
  }

  /** Publishes the valid entries. Returns an id or an error for each entry, in order. */
  put(entries: readonly EventEntry[]): PutEventsResponse {
    const results = entries.map((entry) => {
      try {
        return { EventId: this.publish(entry) };
      } catch (error) {
        if (!(error instanceof EntryError)) throw error;
        return { ErrorCode: error.code, ErrorMessage: error.message };
      }
    });
    return { FailedEntryCount: results.filter((result) => 'ErrorCode' in result).length, Entries: results };
  }

  private publish(entry: EventEntry): string {
    const bus = busNameOf(entry);
    const event = this.eventOf(entry);
    if (!this.names.has(bus)) throw new EntryError('InvalidArgument', `Event bus ${bus} does not exist.`);
    for (const listener of this.listeners) listener(bus, event);
    return event.id;
  }

  private eventOf(entry: EventEntry): BusEvent {
    for (const field of ['Source', 'DetailType', 'Detail'] as const) {
      if (entry[field]) continue;
      const reason = `${field} is a required argument.`;
      throw new EntryError('InvalidArgument', `Parameter ${field} is not valid. Reason: ${reason}`);
    }
    if (entry.Source?.startsWith('aws.')) {
      throw new EntryError('NotAuthorizedForSourceException', 'Not authorized for the source.');
    }
    return {
      version: '0',
      id: randomUUID(),
      'detail-type': entry.DetailType ?? '',
      source: entry.Source ?? '',
      account: this.place.accountId,
      time: eventTime(entry.Time === undefined ? Date.now() : entry.Time * 1000),
      region: this.place.region,
      resources: entry.Resources ?? [],
      detail: detailOf(entry.Detail ?? ''),
    };
  }
}

/** An entry names its bus by name or ARN. The default is the account's own bus. */
const busNameOf = ({ EventBusName: named = DEFAULT_BUS }: EventEntry): string =>
  named.split('/').at(-1) ?? named;

function detailOf(text: string): Readonly<Record<string, unknown>> {
  try {
    const detail: unknown = JSON.parse(text);
    if (detail !== null && typeof detail === 'object' && !Array.isArray(detail)) {
      return detail as Readonly<Record<string, unknown>>;
    }
  } catch {
    // Refused below, like every other text that is not an object.
  }
  throw new EntryError('MalformedDetail', 'Detail is malformed.');
}
