import { printable } from '../foundation/printable';
import { DataFolder, makeFolder } from '../twin/data-folder';
import { announceUploads } from '../uploads/announce-uploads';
import { collectFiles } from '../uploads/collect-files';
import { InProcessStore } from '../uploads/in-process-store';
import type { PhotoFile } from '../uploads/photo-file';
import { runUploads } from '../uploads/run-uploads';
import { isEmpty, sampleFiles } from '../uploads/sample-files';
import { saveResults } from '../uploads/save-results';
import type { UploadOutcome } from '../uploads/upload-outcome';
import { greeting } from './greeting';
import { interruption } from './interruption';
import { type OpenTwin, openTwin } from './open-twin';
import type { LocalSettings } from './settings';

export interface RunOptions {
  /** Files and folders to upload. */
  readonly paths: readonly string[];
  /** Whether to stop when the uploads are done. */
  readonly once: boolean;
  /** Folder for previews and the manifest. Without it, none are written. */
  readonly out?: string;
  /** Folder that keeps objects, records and messages between runs. */
  readonly data?: string;
  readonly verbose: boolean;
  /** Whether people can sign in at an issuer on this machine. */
  readonly demoIssuer?: boolean;
}

/** Time for functions to finish when the twin stops. The whole stop must take less than five seconds. */
const GRACE_MS = 2_500;
const MAX_STOP_MS = 4_500;
const INTERRUPTED = 130;

/**
 * Runs the twin until it is interrupted, or with `once` until the uploads are done.
 * @returns the exit code: 0, or 1 when an upload failed with `once`
 * @throws BadPathError, PortTakenError, InvalidSettingsError, BundleError, UnsupportedDeclarationError
 */
export async function run(options: RunOptions, settings: LocalSettings): Promise<number> {
  const skipped = (sentence: string) => console.error(printable(sentence));
  const files = options.paths.length > 0 ? await collectFiles(options.paths, skipped) : undefined;
  const { out } = options;
  if (out !== undefined) makeFolder(out);
  const data = new DataFolder(options.data);
  let open: OpenTwin | undefined;
  process.on('exit', () => {
    open?.twin.kill();
    data.release();
  });
  const interrupted = interruption(() => process.exit(INTERRUPTED));

  const starting = openTwin(settings, data, options);
  const started = await Promise.race([starting, interrupted]);
  if (started === 'interrupted') return INTERRUPTED;
  open = started;
  console.log(greeting(started, options.data));

  const uploading = new AbortController();
  const outcomes: UploadOutcome[] = [];
  const working = processFiles(started, {
    files,
    out,
    once: options.once,
    signal: uploading.signal,
    outcomes,
  });
  const ended = await Promise.race([working, interrupted]);
  const isUnfinished = ended === 'interrupted';
  if (!isUnfinished && !options.once) {
    console.log('Ctrl-C stops it.');
    await interrupted;
  }
  uploading.abort();
  if (isUnfinished && options.once) await saveUnfinished(started, outcomes, out);
  await stop(started);
  if (!options.once) return 0;
  return isUnfinished ? INTERRUPTED : Number(ended > 0);
}

interface UploadTask {
  /** Undefined uploads the sample photos if there are no uploads yet. */
  readonly files: readonly PhotoFile[] | undefined;
  /** Folder for previews and the manifest. Without it, none are written. */
  readonly out: string | undefined;
  readonly once: boolean;
  readonly signal: AbortSignal;
  /** Takes each outcome as soon as it is known. */
  readonly outcomes: UploadOutcome[];
}

/** @returns how many uploads failed */
async function processFiles(
  open: OpenTwin,
  { files, out, once, signal, outcomes: known }: UploadTask,
): Promise<number> {
  const { twin, stores } = open;
  const chosen = files ?? ((await isEmpty(twin.clients.s3, stores.sourceBucket)) ? await sampleFiles() : []);
  const followed = new Set(chosen.map(({ key }) => key));
  if (!once) announceUploads(twin.buses, (key) => followed.has(key), console.log);
  if (chosen.length === 0) return 0;
  const outcomes = await runUploads(chosen, open, process.stdout, signal, (outcome) => {
    known.push(outcome);
    followed.delete(outcome.file.key);
  });
  if (signal.aborted) return 0;
  if (out !== undefined) {
    await saveResults(outcomes, out, new InProcessStore(twin.request), stores.processedBucket);
    console.log(`Previews and manifest.json are in ${out}.`);
  }
  const failures = outcomes.flatMap(({ file, failure }) =>
    failure ? [{ name: file.name, ...failure }] : [],
  );
  if (once) {
    for (const { name, code, message } of failures) {
      console.error(printable(`${name}: ${code}: ${message}`));
    }
  }
  return failures.length;
}

/** Writes the files that are done when a batch is interrupted. */
async function saveUnfinished(
  { twin, stores }: OpenTwin,
  outcomes: readonly UploadOutcome[],
  out: string | undefined,
): Promise<void> {
  if (out === undefined) return;
  await saveResults(outcomes, out, new InProcessStore(twin.request), stores.processedBucket);
  console.log(
    `Interrupted. Previews and manifest.json of the ${outcomes.length} finished files are in ${out}.`,
  );
}

async function stop({ twin }: OpenTwin): Promise<void> {
  const overdue = setTimeout(() => process.exit(INTERRUPTED), MAX_STOP_MS);
  await twin.stop(GRACE_MS);
  clearTimeout(overdue);
}
