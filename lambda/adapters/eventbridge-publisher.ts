import { type EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { displayNameOf } from '../domain/display-name';
import { ServiceError } from '../domain/errors';
import { EVENT_SOURCE, type ImageEventType } from '../domain/image-event';
import type { ImageRecord } from '../domain/image-record';
import type { EventPublisher } from '../domain/ports';
import { translated } from './aws-errors';

/** Publishes image events on an EventBridge bus. */
export class EventBridgePublisher implements EventPublisher {
  constructor(
    private readonly client: EventBridgeClient,
    private readonly bus: string,
    private readonly environment: string,
  ) {}

  async publish(type: ImageEventType, record: ImageRecord): Promise<void> {
    const { ttl: _, ...published } = record;
    const entry = {
      EventBusName: this.bus,
      Source: EVENT_SOURCE,
      DetailType: type,
      Time: new Date(record.processedAt ?? record.timestamp),
      Detail: JSON.stringify({
        ...published,
        displayName: displayNameOf(record),
        environment: this.environment,
      }),
    };
    const result = await translated(`publish "${type}" for ${record.key}`, () =>
      this.client.send(new PutEventsCommand({ Entries: [entry] })),
    );
    // The status is 200 even if the bus refuses an entry. Only the count shows it.
    if (result.FailedEntryCount) {
      const refused = result.Entries?.[0];
      throw new ServiceError(
        `Could not publish "${type}" for ${record.key}: ${refused?.ErrorCode} ${refused?.ErrorMessage}`,
      );
    }
  }
}
