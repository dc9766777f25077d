import { DAY_MS } from '../../lambda/domain/days';
import type { EventArchiveDeclaration } from '../../plan/topology/event-archives';
import { UnsupportedDeclarationError } from '../../plan/unsupported';
import { messageOf } from '../foundation/error-message';
import type { BusEvent } from './event-bus';
import { compileEventPattern, type EventMatcher } from './event-pattern';

function matcherOf({ pattern, address }: EventArchiveDeclaration): EventMatcher {
  if (pattern === undefined) return () => true;
  try {
    return compileEventPattern(pattern);
  } catch (error) {
    throw new UnsupportedDeclarationError([`${address}: ${messageOf(error)}`]);
  }
}

export interface ArchivedEvent {
  /** Epoch milliseconds. */
  readonly archivedAt: number;
  readonly event: BusEvent;
}

/** Limits the memory. Beyond it, the oldest events are removed. */
const MAX_EVENTS = 10_000;

/** Keeps the events of one bus in memory, for as long as the archive's retention and room allow. */
export class EventArchive {
  private readonly matches: EventMatcher;
  private events: ArchivedEvent[] = [];

  /** @throws UnsupportedDeclarationError naming an archive with a pattern that the twin does not support */
  constructor(
    private readonly declaration: EventArchiveDeclaration,
    private readonly now: () => number,
    private readonly maxEvents: number = MAX_EVENTS,
  ) {
    this.matches = matcherOf(declaration);
  }

  get name(): string {
    return this.declaration.name;
  }

  take(busArn: string, event: BusEvent): void {
    if (busArn !== this.declaration.busArn || !this.matches(event)) return;
    this.events.push({ archivedAt: this.now(), event });
    if (this.events.length > this.maxEvents) this.events = this.kept().slice(-this.maxEvents);
  }

  /** Oldest first. */
  list(): readonly ArchivedEvent[] {
    this.events = this.kept();
    return this.events;
  }

  private kept(): ArchivedEvent[] {
    const { retentionDays } = this.declaration;
    if (retentionDays === 0) return this.events;
    const oldest = this.now() - retentionDays * DAY_MS;
    return this.events.filter(({ archivedAt }) => archivedAt >= oldest);
  }
}
