import type { BusEvent } from '../../local/event-bus/event-bus';
import { connect } from '../connection/connection';
import type { ReconcileReport } from '../reconcile/reconcile';
import { Aftermath } from './aftermath';
import { type Audit, isAsPromised } from './audit';
import { StormLog } from './storm-log';
import { startStormyTwin } from './stormy-twin';
import { planUploads } from './upload-plan';
import { makeUploads } from './uploader';

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
  const run = new Aftermath(stormy, darkroom, events, (what) =>
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
