import type { ImageEventType } from '../../lambda/domain/image-event';
import type { ImageRecord } from '../../lambda/domain/image-record';
import type { EventPublisher } from '../../lambda/domain/ports';

/** A bus that records its events, and can be made to reject them. */
export class RecordingPublisher implements EventPublisher {
  readonly events: { type: ImageEventType; record: ImageRecord }[] = [];
  private refusals: Error[] = [];

  refuseNext(error: Error): void {
    this.refusals.push(error);
  }

  async publish(type: ImageEventType, record: ImageRecord): Promise<void> {
    const refusal = this.refusals.shift();
    if (refusal) throw refusal;
    this.events.push({ type, record });
  }

  get types(): ImageEventType[] {
    return this.events.map(({ type }) => type);
  }
}
