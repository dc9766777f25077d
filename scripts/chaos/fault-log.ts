import type { AwsCall } from './aws-call';
import type { Delivery } from './delivery-plan';
import type { Fault } from './fault-plan';

/** Counts the injected faults, until they end. */
export class FaultLog {
  isOver = false;
  /** By kind. */
  readonly counts = new Map<string, number>();
  /** Killed processes by the call at which they died. */
  readonly kills = new Map<string, number>();

  get total(): number {
    return [...this.counts.values()].reduce((sum, count) => sum + count, 0);
  }

  countFault({ kind }: Fault, { operation }: AwsCall): void {
    count(this.counts, kind);
    if (kind.startsWith('kill'))
      count(this.kills, `${kind === 'kill-before' ? 'before' : 'after'} ${operation}`);
  }

  countDelivery({ kind }: Delivery): void {
    count(this.counts, kind);
  }
}

const count = (counts: Map<string, number>, name: string): unknown =>
  counts.set(name, (counts.get(name) ?? 0) + 1);
