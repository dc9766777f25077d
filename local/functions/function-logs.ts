/** One line of a function's log. */
export interface LogEvent {
  /** Epoch milliseconds. */
  readonly timestamp: number;
  readonly message: string;
  readonly eventId: string;
}

/** Lines kept for each function. The oldest are removed first. */
const MAX_LINES = 20_000;

/** The functions' logs by log group, as CloudWatch Logs keeps them. */
export class FunctionLogs {
  private readonly groups = new Map<string, LogEvent[]>();
  private written = 0;

  add(logGroup: string, message: string): void {
    const events = this.groups.get(logGroup) ?? [];
    if (events.length === 0) this.groups.set(logGroup, events);
    this.written += 1;
    events.push({ timestamp: Date.now(), message, eventId: String(this.written).padStart(16, '0') });
    // Rarely, because each removal moves all other lines.
    if (events.length > 1.5 * MAX_LINES) events.splice(0, events.length - MAX_LINES);
  }

  /** The events of a group, oldest first. */
  of(logGroup: string): readonly LogEvent[] {
    return this.groups.get(logGroup) ?? [];
  }
}
