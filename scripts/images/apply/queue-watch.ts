import { GetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import type { Darkroom } from '../../connection/connection';

const COUNTS = [
  'ApproximateNumberOfMessages',
  'ApproximateNumberOfMessagesNotVisible',
  'ApproximateNumberOfMessagesDelayed',
] as const;

/** Measures how long the uploads queue has been empty. */
export class QueueWatch {
  private emptySince: number | undefined;

  constructor(private readonly darkroom: Pick<Darkroom, 'sqs' | 'queueUrl'>) {}

  /** Milliseconds for which every poll found no message waiting or in flight. */
  async emptyFor(now: number): Promise<number> {
    const answer = await this.darkroom.sqs.send(
      new GetQueueAttributesCommand({ QueueUrl: this.darkroom.queueUrl, AttributeNames: [...COUNTS] }),
    );
    const messages = COUNTS.reduce((sum, count) => sum + Number(answer.Attributes?.[count] ?? 0), 0);
    this.emptySince = messages > 0 ? undefined : (this.emptySince ?? now);
    return this.emptySince === undefined ? 0 : now - this.emptySince;
  }
}
