import { setTimeout as sleep } from 'node:timers/promises';
import type { Message } from '@aws-sdk/client-sqs';
import { BATCH_FAILED } from '../../lambda/runtime/batch-failed';
import type { EventSourceMappingDeclaration } from '../../plan/topology/event-source-mappings';
import { messageOf } from '../foundation/error-message';
import type { InvocationResult } from '../functions/protocol';
import { failedMessages } from './batch-response';
import type { MessageQueue } from './message-queue';
import { sqsEventOf } from './sqs-event';

export interface EventSourceOptions {
  readonly mapping: EventSourceMappingDeclaration;
  readonly queue: MessageQueue;
  readonly invoke: (event: unknown) => Promise<InvocationResult>;
  /** Batches that are processed at the same time. */
  readonly concurrency: number;
  /** Whether messages may be received now. @default always */
  readonly mayReceive?: () => boolean;
  /** Called with a sentence when a whole batch fails or the queue cannot be read. */
  readonly onProblem: (problem: string) => void;
}

const IDLE_POLL_SECONDS = 20;
/** Pause after the queue could not be read, or while `mayReceive` returns false. */
const PAUSE_MS = 1_000;

export type EventSourceState = 'Enabled' | 'Disabling' | 'Disabled';

/** Feeds a function from a queue, as Lambda's event source mappings do. */
export class EventSource {
  private readonly stopping = new AbortController();
  private readonly pollers = new Set<Promise<void>>();
  private isEnabled = false;

  constructor(private readonly options: EventSourceOptions) {}

  get mapping(): EventSourceMappingDeclaration {
    return this.options.mapping;
  }

  get state(): EventSourceState {
    if (this.isEnabled) return 'Enabled';
    return this.pollers.size > 0 ? 'Disabling' : 'Disabled';
  }

  /** Has no effect on a source that is enabled. */
  start(): void {
    this.isEnabled = true;
    while (this.pollers.size < this.options.concurrency) {
      const poller = this.poll().finally(() => this.pollers.delete(poller));
      this.pollers.add(poller);
    }
  }

  /** Stops receiving. Messages that were received are still processed, as in Lambda. */
  disable(): void {
    this.isEnabled = false;
  }

  /** Stops receiving, and waits for the batches in progress. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await Promise.all(this.pollers);
  }

  private async poll(): Promise<void> {
    const { signal } = this.stopping;
    while (this.isEnabled && !signal.aborted) {
      if (this.options.mayReceive?.() === false) {
        await sleep(PAUSE_MS, undefined, { signal }).catch(() => {});
        continue;
      }
      try {
        const batch = await this.gather();
        if (batch.length > 0) await this.process(batch);
      } catch (error) {
        if (signal.aborted) return;
        this.options.onProblem(`The queue cannot be read: ${messageOf(error)}`);
        await sleep(PAUSE_MS, undefined, { signal }).catch(() => {});
      }
    }
  }

  /** Waits for a message, then until the batch is full or the batching window is over. */
  private async gather(): Promise<Message[]> {
    const { queue, mapping } = this.options;
    const { signal } = this.stopping;
    const batch = await queue.receive(mapping.batchSize, IDLE_POLL_SECONDS, signal);
    const windowEnd = Date.now() + mapping.batchingWindow * 1000;
    while (batch.length > 0 && batch.length < mapping.batchSize && !signal.aborted) {
      const left = (windowEnd - Date.now()) / 1000;
      if (left <= 0) break;
      batch.push(...(await queue.receive(mapping.batchSize - batch.length, left, signal)));
    }
    return batch;
  }

  private async process(batch: readonly Message[]): Promise<void> {
    const { mapping, queue, invoke, onProblem } = this.options;
    const result = await invoke(sqsEventOf(batch, mapping.queueArn));
    // The function has logged the cause of each message.
    if (!result.ok && result.error.errorType !== BATCH_FAILED) {
      onProblem(`${countOf(batch)} back to the queue: ${result.error.errorMessage}`);
    }
    const failed = new Set(this.failedOf(batch, result));
    await queue.remove(batch.filter(({ MessageId }) => !failed.has(MessageId ?? '')));
    await queue.giveBack(batch.filter(({ MessageId }) => failed.has(MessageId ?? '')));
  }

  private failedOf(batch: readonly Message[], result: InvocationResult): readonly string[] {
    const messageIds = batch.map(({ MessageId }) => MessageId ?? '');
    if (!result.ok) return messageIds;
    return this.options.mapping.reportsItemFailures ? failedMessages(result.payload, messageIds) : [];
  }
}

const countOf = ({ length }: readonly Message[]): string =>
  length === 1 ? 'A message goes' : `${length} messages go`;
