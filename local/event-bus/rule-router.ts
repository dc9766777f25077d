import type { BusEvent } from './event-bus';
import type { EventDelivery } from './event-delivery';
import type { EventRule } from './event-rule';

/** Takes events from the buses to the targets of the rules that match them. */
export class RuleRouter {
  private readonly underway = new Set<Promise<void>>();

  constructor(
    private readonly rules: readonly EventRule[],
    private readonly delivery: Pick<EventDelivery, 'deliver'>,
    private readonly onMatch: (rule: EventRule, event: BusEvent) => void,
  ) {}

  /** Resolves when each target was reached or given up. */
  async route(busName: string, event: BusEvent): Promise<void> {
    const deliveries: Promise<void>[] = [];
    for (const rule of this.rules) {
      if (rule.busName !== busName || !rule.matches(event)) continue;
      this.onMatch(rule, event);
      for (const target of rule.targets) deliveries.push(this.delivery.deliver(event, rule, target));
    }
    for (const delivery of deliveries) this.follow(delivery);
    await Promise.all(deliveries);
  }

  /** Waits for what is being delivered, retries included. */
  async settle(): Promise<void> {
    while (this.underway.size > 0) await Promise.all(this.underway);
  }

  private follow(delivery: Promise<void>): void {
    this.underway.add(delivery);
    void delivery.finally(() => this.underway.delete(delivery));
  }
}
