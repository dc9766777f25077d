import type { Darkroom } from '../../connection/connection';
import { queueCounts } from '../../connection/queue-counts';

/** Measures how long the uploads queue has been empty. */
export class QueueWatch {
  private emptySince: number | undefined;

  constructor(private readonly darkroom: Pick<Darkroom, 'sqs' | 'queueUrl'>) {}

  /** Milliseconds for which every poll found no message waiting or in flight. */
  async emptyFor(now: number): Promise<number> {
    const { all } = await queueCounts(this.darkroom.sqs, this.darkroom.queueUrl);
    this.emptySince = all > 0 ? undefined : (this.emptySince ?? now);
    return this.emptySince === undefined ? 0 : now - this.emptySince;
  }
}
