import type { AwsCall } from './aws-call';
import type { Delivery } from './delivery-plan';
import type { Fault } from './fault-plan';

/** Counts what was made to go wrong, until the storm is over. */
export class StormLog {
  isOver = false;
  /** By what went wrong. */
  readonly counts = new Map<string, number>();
  /** Kills by where the work was when its process died. */
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
