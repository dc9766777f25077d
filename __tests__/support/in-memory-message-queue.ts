import { setTimeout as sleep } from 'node:timers/promises';
import type { Message } from '@aws-sdk/client-sqs';
import type { MessageQueue } from '../../local/event-source/message-queue';

/** A queue that returns failed messages immediately, and makes them dead letters after the third failure. */
export class InMemoryMessageQueue implements MessageQueue {
  readonly removed: string[] = [];
  readonly deadLetters: string[] = [];
  private readonly receives = new Map<string, number>();
  private waiting: string[];

  constructor(
    bodies: readonly string[],
    private readonly maxReceives = 3,
  ) {
    this.waiting = [...bodies];
  }

  send(...bodies: string[]): void {
    this.waiting.push(...bodies);
  }

  async receive(max: number, waitSeconds: number, signal: AbortSignal): Promise<Message[]> {
    const until = Date.now() + waitSeconds * 1000;
    while (this.waiting.length === 0 && Date.now() < until) await sleep(5, undefined, { signal });
    return this.waiting.splice(0, max).map((body) => {
      const receives = (this.receives.get(body) ?? 0) + 1;
      this.receives.set(body, receives);
      return {
        MessageId: body,
        ReceiptHandle: `${body}#${receives}`,
        Body: body,
        Attributes: { ApproximateReceiveCount: String(receives) },
      };
    });
  }

  async remove(messages: readonly Message[]): Promise<void> {
    this.removed.push(...messages.map(({ Body }) => Body ?? ''));
  }

  async giveBack(messages: readonly Message[]): Promise<void> {
    for (const { Body: body = '' } of messages) {
      const isSpent = (this.receives.get(body) ?? 0) >= this.maxReceives;
      (isSpent ? this.deadLetters : this.waiting).push(body);
    }
  }
}
