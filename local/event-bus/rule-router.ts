import { PendingWork } from '../foundation/pending-work';
import type { BusEvent } from './event-bus';
import type { EventDelivery } from './event-delivery';
import type { EventRule } from './event-rule';

/** Passes events from the buses to the targets of the rules that match them. */
export class RuleRouter {
  private readonly pending = new PendingWork();

  constructor(
    private readonly rules: readonly EventRule[],
    private readonly delivery: Pick<EventDelivery, 'deliver'>,
    private readonly onMatch: (rule: EventRule, event: BusEvent) => void,
  ) {}

  /** Resolves when every delivery has succeeded or was given up. */
  async route(busName: string, event: BusEvent): Promise<void> {
    const deliveries: Promise<void>[] = [];
    for (const rule of this.rules) {
      if (rule.busName !== busName || !rule.matches(event)) continue;
      this.onMatch(rule, event);
      for (const target of rule.targets) {
        deliveries.push(this.pending.follow(this.delivery.deliver(event, rule, target)));
      }
    }
    await Promise.all(deliveries);
  }

  /** Waits for the deliveries in progress, including their retries. */
  settle(): Promise<void> {
    return this.pending.settle();
  }
}
