import { setTimeout as sleep } from 'node:timers/promises';
import { DeleteMessageCommand, SendMessageCommand } from '@aws-sdk/client-sqs';
import type { ClaimedRecord } from '../../lambda/domain/ports';
import type { BusEvent } from '../../local/event-bus/event-bus';
import type { Darkroom } from '../connection/connection';
import { receiveDeadLetters } from '../connection/dead-letters';
import { type ReconcileReport, reconcile } from '../reconcile/reconcile';
import { type Audit, audit } from './audit';
import type { FaultyTwin } from './faulty-twin';
import { settle } from './settle';
import { readStored } from './stored';
import type { MadeKey } from './uploader';

const REPORT_EVERY_MS = 1_000;

/** The steps of a run after everything has been uploaded. */
export class Aftermath {
  constructor(
    private readonly faulty: FaultyTwin,
    private readonly darkroom: Darkroom,
    private readonly events: readonly BusEvent[],
    private readonly onProgress: (what: string) => void,
  ) {}

  async settle(what: string, work: Promise<unknown> = Promise.resolve()): Promise<void> {
    const { sqs, queueUrl } = this.darkroom;
    const uploading = setInterval(() => this.onProgress(`${what}: uploading`), REPORT_EVERY_MS);
    await work.finally(() => clearInterval(uploading));
    await settle(sqs, queueUrl, (messages) => this.onProgress(`${what}: ${messages} messages`));
  }

  async audit(made: readonly MadeKey[]): Promise<Audit> {
    const { twin, stores } = this.faulty;
    return audit(made, await readStored(this.darkroom, twin, stores.deadLetterQueue), this.events);
  }

  /** Reconciles like `npm run reconcile -- --fix`, once no attempt can be running. */
  async reconcile(): Promise<ReconcileReport> {
    await this.awaitClaims();
    const report = await reconcile(this.darkroom, {
      fix: true,
      graceMs: 0,
      previewLifeMs: Number.POSITIVE_INFINITY,
      onFinding: () => undefined,
      onProgress: () => undefined,
    });
    await this.settle('Reconciling');
    return report;
  }

  /** Moves every dead letter back to the queue, after the faults have ended. */
  async redrive(): Promise<void> {
    const { sqs, queueUrl, deadLetterQueueUrl } = this.darkroom;
    for (;;) {
      const letters = await receiveDeadLetters(this.darkroom, 60);
      if (letters.length === 0) break;
      for (const { Body, ReceiptHandle } of letters) {
        await sqs.send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody: Body }));
        await sqs.send(new DeleteMessageCommand({ QueueUrl: deadLetterQueueUrl, ReceiptHandle }));
      }
    }
    await this.settle('Redriving');
  }

  private async awaitClaims(): Promise<void> {
    const { twin, stores } = this.faulty;
    const { records } = await readStored(this.darkroom, twin, stores.deadLetterQueue);
    const ends = records.map((record) => (record as ClaimedRecord).claim?.until ?? 0);
    await sleep(Math.max(0, ...ends.map((until) => until - Date.now())));
  }
}
