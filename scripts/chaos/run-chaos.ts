import type { BusEvent } from '../../local/event-bus/event-bus';
import { connect } from '../connection/connection';
import type { ReconcileReport } from '../reconcile/reconcile';
import { Aftermath } from './aftermath';
import { type Audit, isAsPromised } from './audit';
import { type BucketKind, settingsOf } from './bucket-kinds';
import { FaultLog } from './fault-log';
import { startFaultyTwin } from './faulty-twin';
import { planUploads } from './upload-plan';
import { makeUploads } from './uploader';

export interface ChaosOptions {
  readonly uploads: number;
  readonly seed: number;
  /** The kinds of bucket to upload to, one after the other. The uploads are divided among them. */
  readonly kinds: readonly BucketKind[];
  readonly verbose: boolean;
  /** Called now and then with the progress of the run. */
  readonly onProgress: (line: string) => void;
}

/** The run with one kind of bucket. */
export interface ChaosRun {
  readonly kind: BucketKind;
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

export interface ChaosReport {
  readonly seed: number;
  readonly seconds: number;
  readonly runs: readonly ChaosRun[];
  readonly isAsPromised: boolean;
}

/** Uploads photos to twins whose parts fail, one for each kind of bucket. */
export async function runChaos(options: ChaosOptions): Promise<ChaosReport> {
  const { kinds, uploads, seed } = options;
  const started = Date.now();
  const runs: ChaosRun[] = [];
  for (const [index, kind] of kinds.entries()) {
    const share = Math.floor((uploads + index) / kinds.length);
    // Commands read their settings from the environment.
    delete process.env.SOURCE_BUCKET;
    Object.assign(process.env, settingsOf(kind));
    if (share > 0) runs.push(await runWith(kind, share, options));
  }
  const seconds = Math.round((Date.now() - started) / 1000);
  return { seed, seconds, runs, isAsPromised: runs.every((run) => run.isAsPromised) };
}

/**
 * Uploads photos to a twin, and audits every one of them three times: when the queue is empty, after reconciling, and
 * after redriving the dead letters.
 */
async function runWith(
  kind: BucketKind,
  uploads: number,
  { seed, verbose, onProgress }: ChaosOptions,
): Promise<ChaosRun> {
  const started = Date.now();
  const log = new FaultLog();
  onProgress(`Starting the twin with a bucket that is ${kind}`);
  const faulty = await startFaultyTwin(seed, log, { verbose });
  const events: BusEvent[] = [];
  faulty.twin.buses.subscribe((_, event) => {
    if (event.source === 'image.processing') events.push(event);
  });
  const darkroom = await connect({ endpointUrl: faulty.directEndpoint });
  const run = new Aftermath(faulty, darkroom, events, (what) =>
    onProgress(`${kind}: ${what}, ${events.length} events, ${log.total} faults`),
  );
  const { s3, sourceBucket: bucket } = darkroom;
  const uploading = makeUploads(planUploads(seed, uploads), { s3, bucket, kind, seed });
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
    kind,
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
