import type { BusEvent } from '../../local/event-bus/event-bus';
import { connect } from '../connection/connection';
import type { ReconcileReport } from '../reconcile/reconcile';
import { Aftermath } from './aftermath';
import { type Audit, isAsPromised } from './audit';
import { FaultLog } from './fault-log';
import { startFaultyTwin } from './faulty-twin';
import { planUploads } from './upload-plan';
import { makeUploads } from './uploader';

export interface ChaosOptions {
  readonly uploads: number;
  readonly seed: number;
  readonly verbose: boolean;
  /** Called now and then with the progress of the run. */
  readonly onProgress: (line: string) => void;
}

export interface ChaosReport {
  readonly seed: number;
  readonly seconds: number;
  readonly faults: Readonly<Record<string, number>>;
  readonly kills: Readonly<Record<string, number>>;
  /** After the faults have ended and the queue is empty. */
  readonly afterFaults: Audit;
  readonly reconciled: ReconcileReport;
  readonly afterReconcile: Audit;
  /** After the dead letters have been redriven. */
  readonly afterRedrive: Audit;
  readonly isAsPromised: boolean;
}

/**
 * Uploads photos to a twin whose parts fail, and audits every one of them three times: when the queue is empty, after
 * reconciling, and after redriving the dead letters.
 */
export async function runChaos({ uploads, seed, verbose, onProgress }: ChaosOptions): Promise<ChaosReport> {
  const started = Date.now();
  const log = new FaultLog();
  onProgress('Starting the twin');
  const faulty = await startFaultyTwin(seed, log, { verbose });
  const events: BusEvent[] = [];
  faulty.twin.buses.subscribe((_, event) => {
    if (event.source === 'image.processing') events.push(event);
  });
  const darkroom = await connect({ endpointUrl: faulty.directEndpoint });
  const run = new Aftermath(faulty, darkroom, events, (what) =>
    onProgress(`${what}, ${events.length} events, ${log.total} faults`),
  );
  const { s3, sourceBucket: bucket } = darkroom;
  const uploading = makeUploads(planUploads(seed, uploads), { s3, bucket, seed });
  await run.settle('With faults', uploading);
  log.isOver = true;
  const made = await uploading;
  const afterFaults = await run.audit(made);
  onProgress('Reconciling');
  const reconciled = await run.reconcile();
  const afterReconcile = await run.audit(made);
  await run.redrive();
  const afterRedrive = await run.audit(made);
  await faulty.stop();
  return {
    seed,
    seconds: Math.round((Date.now() - started) / 1000),
    faults: Object.fromEntries(log.counts),
    kills: Object.fromEntries(log.kills),
    afterFaults,
    reconciled,
    afterReconcile,
    afterRedrive,
    isAsPromised:
      [afterFaults, afterReconcile, afterRedrive].every(isAsPromised) &&
      afterReconcile.orphanPreviews + afterRedrive.orphanPreviews + afterRedrive.deadLetters === 0,
  };
}
