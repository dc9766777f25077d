import type { UploadEvent } from '../../../lambda/domain/upload';
import type { QueueDepths } from '../../../local/console/twin-view';

const AT_ONCE = 2;
const MAX_RECEIVES = 3;

interface Message {
  readonly event: UploadEvent;
  readonly receives: number;
}

export interface QueueListener {
  /** Deals with a message; what it throws brings the message back. */
  readonly onMessage: (event: UploadEvent) => Promise<void>;
  /** A message was given up on. */
  readonly onDeadLetter: (event: UploadEvent) => Promise<void>;
  readonly onDepths: (depths: QueueDepths) => void;
}

/** A queue with a dead-letter queue, whose messages come back at once. */
export class FakeQueue {
  private readonly waiting: Message[] = [];
  private deadLetters: UploadEvent[] = [];
  private inFlight = 0;

  constructor(private readonly listener: QueueListener) {}

  get depths(): QueueDepths {
    return { waiting: this.waiting.length, inFlight: this.inFlight, deadLetters: this.deadLetters.length };
  }

  send(...events: readonly UploadEvent[]): void {
    this.waiting.push(...events.map((event) => ({ event, receives: 0 })));
    this.reportDepths();
    void this.work();
  }

  /** The dead letters, oldest first. */
  get letters(): readonly UploadEvent[] {
    return this.deadLetters;
  }

  /** Sends all dead letters again, and returns them. */
  redrive(): readonly UploadEvent[] {
    const letters = this.deadLetters;
    this.deadLetters = [];
    this.send(...letters);
    return letters;
  }

  private async work(): Promise<void> {
    if (this.inFlight >= AT_ONCE) return;
    const message = this.waiting.shift();
    if (!message) return;
    this.inFlight += 1;
    this.reportDepths();
    await this.receive(message);
    this.inFlight -= 1;
    this.reportDepths();
    await this.work();
  }

  private async receive({ event, receives }: Message): Promise<void> {
    try {
      await this.listener.onMessage(event);
    } catch {
      if (receives + 1 < MAX_RECEIVES) {
        this.waiting.push({ event, receives: receives + 1 });
      } else {
        this.deadLetters.push(event);
        await this.listener.onDeadLetter(event);
      }
    }
  }

  private reportDepths(): void {
    this.listener.onDepths(this.depths);
  }
}
