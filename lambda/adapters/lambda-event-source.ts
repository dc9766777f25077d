import { type LambdaClient, UpdateEventSourceMappingCommand } from '@aws-sdk/client-lambda';
import { translated } from './aws-errors';

/** The event source mapping from the queue to the processor. */
export class LambdaEventSource {
  constructor(
    private readonly client: LambdaClient,
    private readonly uuid: string,
  ) {}

  /** Lambda stops receiving messages within about a minute. Batches in progress are finished. */
  async disable(): Promise<void> {
    await translated('disable the event source mapping', () =>
      this.client.send(new UpdateEventSourceMappingCommand({ UUID: this.uuid, Enabled: false })),
    );
  }
}
