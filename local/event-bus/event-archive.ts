import { z } from 'zod';
import type { TerraformDocument } from '../../plan/terraform/terraform-document';
import { UnsupportedDeclarationError } from '../../plan/terraform/unsupported';
import { declarationSchema, jsonText, readDeclarations } from '../../plan/topology/declaration';
import type { BusEvent } from './event-bus';
import { compileEventPattern, type EventMatcher } from './event-pattern';

export interface EventArchiveDeclaration {
  readonly name: string;
  readonly busArn: string;
  readonly matches: EventMatcher;
  /** 0 keeps events for ever. */
  readonly retentionDays: number;
}

const archive = declarationSchema(
  {
    name: z.string(),
    event_source_arn: z.string(),
    event_pattern: jsonText(z.unknown()).optional(),
    retention_days: z.number().default(0),
  },
  { description: 'for people' },
);

/** @throws UnsupportedDeclarationError naming an archive with a pattern that the twin cannot honour */
export const readEventArchives = (document: TerraformDocument): EventArchiveDeclaration[] =>
  readDeclarations(document, 'aws_cloudwatch_event_archive', archive, (read, { address }) => ({
    name: read.name,
    busArn: read.event_source_arn,
    retentionDays: read.retention_days,
    matches: matcherOf(read.event_pattern, address),
  }));

function matcherOf(pattern: unknown, address: string): EventMatcher {
  if (pattern === undefined) return () => true;
  try {
    return compileEventPattern(pattern);
  } catch (error) {
    throw new UnsupportedDeclarationError([`${address}: ${error instanceof Error ? error.message : error}`]);
  }
}

export interface ArchivedEvent {
  /** Epoch milliseconds. */
  readonly archivedAt: number;
  readonly event: BusEvent;
}

const DAY_MS = 86_400_000;
/** A twin is no store: beyond this the oldest events go. */
const MOST_EVENTS = 10_000;

/** Keeps the events of one bus in memory, for as long as the archive's retention and room allow. */
export class EventArchive {
  private events: ArchivedEvent[] = [];

  constructor(
    private readonly declaration: EventArchiveDeclaration,
    private readonly now: () => number,
    private readonly mostEvents: number = MOST_EVENTS,
  ) {}

  get name(): string {
    return this.declaration.name;
  }

  take(busArn: string, event: BusEvent): void {
    if (busArn !== this.declaration.busArn || !this.declaration.matches(event)) return;
    this.events.push({ archivedAt: this.now(), event });
    if (this.events.length > this.mostEvents) this.events = this.kept().slice(-this.mostEvents);
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
