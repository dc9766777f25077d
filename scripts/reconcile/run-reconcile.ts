import { previewLifeOf } from '../../lambda/domain/previews/stored-previews';
import { Checkpoint } from '../cli/checkpoint';
import { EXIT } from '../cli/exit-codes';
import { counted } from '../cli/quantities';
import { openTerminal, type Terminal } from '../cli/terminal';
import { type ConnectionOptions, connect } from '../connection/connection';
import { recordLifeOf } from '../connection/recorded-originals';
import type { Finding, FindingKind } from './check-image';
import { type ReconcileReport, reconcile } from './reconcile';
import type { Place } from './stored-images';

export interface ReconcileOptions extends ConnectionOptions {
  readonly fix?: boolean;
  readonly resume?: boolean;
  /** Minutes. */
  readonly grace: number;
}

const MINUTE = 60_000;

const EXPLANATIONS: Readonly<Record<FindingKind, string>> = {
  unrecorded: 'has no record of its current version, or that record is not the newest',
  'version-unrecorded': 'has no record of an older version',
  stuck: 'is PROCESSING, but its attempt has ended',
  'preview-missing': 'lacks previews listed in its record',
  'preview-orphaned': 'has previews that no record lists',
  'source-missing': 'has a live record but no original',
  'version-missing': 'has a record of a permanently removed version',
};

/** Compares bucket, table and previews. @returns the exit code */
export async function runReconcile(options: ReconcileOptions): Promise<number> {
  const terminal = openTerminal(options.json ?? false);
  const darkroom = await connect(options);
  const checkpoint = new Checkpoint<Place>(`.darkroom/reconcile-${darkroom.sourceBucket}.json`);
  const from = options.resume ? checkpoint.read() : undefined;
  if (from) terminal.remark(`Continuing after ${from.position || `the phase ${from.phase}`}.`);
  const report = await reconcile(darkroom, {
    fix: options.fix ?? false,
    graceMs: options.grace * MINUTE,
    previewLifeMs: previewLifeOf(darkroom.settings.PREVIEW_EXPIRATION_DAYS),
    recordLifeMs: recordLifeOf(darkroom.settings),
    isImported: darkroom.settings.SOURCE_BUCKET !== undefined,
    ...(from && { from }),
    onFinding: (finding, fixed) => reportFinding(finding, fixed, terminal),
    onProgress: (place, images) => {
      checkpoint.write(place);
      terminal.progress(`${counted(images, 'image')} compared, now at ${place.phase} ${place.position}`);
    },
  });
  checkpoint.clear();
  return summarize(report, options, terminal);
}

function reportFinding(finding: Finding, fixed: string | undefined, terminal: Terminal): void {
  const { kind, imageId, key, previews } = finding;
  const done = fixed ? `: ${fixed}` : '';
  const value = { kind, imageId, key, previews, fixed };
  terminal.result(`${key ?? imageId} ${EXPLANATIONS[kind]}${done}`, value);
}

function summarize(
  { images, found, fixed, young }: ReconcileReport,
  options: ReconcileOptions,
  terminal: Terminal,
): number {
  const total = Object.values(found).reduce((sum, count) => sum + count, 0);
  const unfixed = total - fixed;
  terminal.remark(`${counted(images, 'image')} compared, ${counted(total, 'finding')}, ${fixed} fixed.`);
  if (young > 0) {
    terminal.remark(
      `${counted(young, 'upload')} without a record left alone: younger than ${counted(options.grace, 'minute')}.`,
    );
  }
  if (unfixed > 0 && !options.fix) terminal.remark('Run it again with --fix to fix them.');
  if (options.json) terminal.result('', { summary: { images, found, fixed, young } });
  return unfixed > 0 ? EXIT.findings : EXIT.ok;
}
