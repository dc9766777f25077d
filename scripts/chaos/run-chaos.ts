import { setTimeout as sleep } from 'node:timers/promises';
import { DeleteMessageCommand, SendMessageCommand } from '@aws-sdk/client-sqs';
import type { ClaimedRecord } from '../../lambda/domain/ports';
import type { BusEvent } from '../../local/event-bus';
import { connect, type Darkroom } from '../operator/connection';
import { receiveDeadLetters } from '../operator/dead-letters';
import { type ReconcileReport, reconcile } from '../operator/reconcile/reconcile';
import { type Audit, audit, isAsPromised } from './audit';
import { settle } from './settle';
import { readStored } from './stored';
import { StormLog } from './storm-log';
import { type StormyTwin, startStormyTwin } from './stormy-twin';
import { planUploads } from './upload-plan';
import { type MadeKey, makeUploads } from './uploader';

export interface ChaosOptions {
  readonly uploads: number;
  readonly seed: number;
  readonly verbose: boolean;
  /** Told where the run is, now and then. */
  readonly onProgress: (line: string) => void;
}

export interface ChaosReport {
  readonly seed: number;
  readonly seconds: number;
  readonly faults: Readonly<Record<string, number>>;
  readonly kills: Readonly<Record<string, number>>;
  /** When the storm is over and the queue is empty. */
  readonly afterStorm: Audit;
  readonly reconciled: ReconcileReport;
  readonly afterReconcile: Audit;
  /** When the dead letters were sent again, too. */
  readonly afterRedrive: Audit;
  readonly isAsPromised: boolean;
}

const TELL_EVERY_MS = 1_000;

/**
 * Uploads a plan of photos to a twin whose parts fail, and accounts for every one of them three times: when
 * the queue is empty, after reconciling, and after the dead letters were sent again.
 */
export async function runChaos({ uploads, seed, verbose, onProgress }: ChaosOptions): Promise<ChaosReport> {
  const started = Date.now();
  const log = new StormLog();
  onProgress('Bringing up the twin');
  const stormy = await startStormyTwin(seed, log, { verbose });
  const events: BusEvent[] = [];
  stormy.twin.buses.subscribe((_, event) => {
    if (event.source === 'image.processing') events.push(event);
  });
  const darkroom = await connect({ endpointUrl: stormy.calmEndpoint });
  const run = new Run(stormy, darkroom, events, (what) =>
    onProgress(`${what}, ${events.length} events, ${log.total} faults`),
  );
  const { s3, sourceBucket: bucket } = darkroom;
  const uploading = makeUploads(planUploads(seed, uploads), { s3, bucket, seed });
  await run.settle('In the storm', uploading);
  log.isOver = true;
  const made = await uploading;
  const afterStorm = await run.audit(made);
  onProgress('Reconciling');
  const reconciled = await run.reconcile();
  const afterReconcile = await run.audit(made);
  await run.redrive();
  const afterRedrive = await run.audit(made);
  await stormy.stop();
  return {
    seed,
    seconds: Math.round((Date.now() - started) / 1000),
    faults: Object.fromEntries(log.counts),
    kills: Object.fromEntries(log.kills),
    afterStorm,
    reconciled,
    afterReconcile,
    afterRedrive,
    isAsPromised:
      [afterStorm, afterReconcile, afterRedrive].every(isAsPromised) &&
      afterReconcile.orphanPreviews + afterRedrive.orphanPreviews + afterRedrive.deadLetters === 0,
  };
}

/** What one run does with its twin after the uploads. */
class Run {
  constructor(
    private readonly stormy: StormyTwin,
    private readonly darkroom: Darkroom,
    private readonly events: readonly BusEvent[],
    private readonly tell: (what: string) => void,
  ) {}

  async settle(what: string, work: Promise<unknown> = Promise.resolve()): Promise<void> {
    const { sqs, queueUrl } = this.darkroom;
    const uploading = setInterval(() => this.tell(`${what}: uploading`), TELL_EVERY_MS);
    await work.finally(() => clearInterval(uploading));
    await settle(sqs, queueUrl, (messages) => this.tell(`${what}: ${messages} messages`));
  }

  async audit(made: readonly MadeKey[]): Promise<Audit> {
    const { twin, stores } = this.stormy;
    return audit(made, await readStored(this.darkroom, twin, stores.deadLetterQueue), this.events);
  }

  /** As `npm run reconcile -- --fix` does it, once nobody can be at work any more. */
  async reconcile(): Promise<ReconcileReport> {
    await this.outliveClaims();
    const report = await reconcile(this.darkroom, {
      fix: true,
      graceMs: 0,
      previewLifeMs: Number.POSITIVE_INFINITY,
      onFinding: () => undefined,
      onStop: () => undefined,
    });
    await this.settle('Reconciling');
    return report;
  }

  /** Sends every dead letter again, to a function that nothing befalls any more. */
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

  private async outliveClaims(): Promise<void> {
    const { twin, stores } = this.stormy;
    const { records } = await readStored(this.darkroom, twin, stores.deadLetterQueue);
    const ends = records.map((record) => (record as ClaimedRecord).claim?.until ?? 0);
    await sleep(Math.max(0, ...ends.map((until) => until - Date.now())));
  }
}
