import { type Command, InvalidArgumentError } from 'commander';
import { settingsOf } from '../../stacks/settings';
import { Checkpoint } from '../cli/checkpoint';
import { EXIT } from '../cli/exit-codes';
import { counted, type Terminal, terminal } from '../cli/terminal';
import { type ConnectionOptions, connect } from '../connection/connection';
import type { Finding, FindingKind } from './check-image';
import { type ReconcileReport, reconcile } from './reconcile';
import type { Stop } from './stored-images';

interface Options extends ConnectionOptions {
  readonly fix?: boolean;
  readonly resume?: boolean;
  readonly json?: boolean;
  /** Minutes. */
  readonly grace: number;
}

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

const EXAMPLE = `
Images younger than --grace are left alone. What is mended twice does no harm.

Example:
  npm run reconcile -- --fix`;

const EXPLANATIONS: Readonly<Record<FindingKind, string>> = {
  unrecorded: 'has no record',
  stuck: 'is PROCESSING although nobody works on it',
  'preview-missing': 'lacks previews that its record names',
  'preview-orphaned': 'has previews that no record names',
  'source-missing': 'has a live record but no original',
};

/** `darkroom reconcile` */
export function addReconcileCommand(program: Command): void {
  program
    .command('reconcile')
    .description('compare the bucket, the table and the previews, and say what is missing, orphaned or stuck')
    .option('--fix', 'mend it: queue uploads again, remove orphaned previews, record lost deletions')
    .option('--resume', 'go on where an interrupted run stopped')
    .option('--grace <minutes>', 'leave younger uploads alone: they may be on their way', minutes, 15)
    .addHelpText('after', EXAMPLE)
    .action(async (_options: unknown, command: Command) => {
      process.exitCode = await run(command.optsWithGlobals<Options>());
    });
}

function minutes(text: string): number {
  const number = Number(text);
  if (text.trim() !== '' && number >= 0) return number;
  throw new InvalidArgumentError('Give minutes as a number.');
}

async function run(options: Options): Promise<number> {
  const tell = terminal(options.json ?? false);
  const darkroom = await connect(options);
  const checkpoint = new Checkpoint<Stop>(`.darkroom/reconcile-${darkroom.sourceBucket}.json`);
  const from = options.resume ? checkpoint.read() : undefined;
  if (from) tell.remark(`Going on after ${from.position || `the phase ${from.phase}`}.`);
  const report = await reconcile(darkroom, {
    fix: options.fix ?? false,
    graceMs: options.grace * MINUTE,
    previewLifeMs: previewLife(),
    ...(from && { from }),
    onFinding: (finding, mended) => tellFinding(finding, mended, tell),
    onStop: (stop, images) => {
      checkpoint.write(stop);
      tell.progress(`${counted(images, 'image')} compared, now at ${stop.phase} ${stop.position}`);
    },
  });
  checkpoint.clear();
  return summarize(report, options, tell);
}

function previewLife(): number {
  const settings = settingsOf(`${__dirname}/../..`);
  return settings.PREVIEW_EXPIRATION_DAYS === 0 ? Infinity : settings.PREVIEW_EXPIRATION_DAYS * DAY;
}

function tellFinding(finding: Finding, mended: string | undefined, tell: Terminal): void {
  const { kind, imageId, key, previews } = finding;
  const done = mended ? `: ${mended}` : '';
  const value = { kind, imageId, key, previews, mended };
  tell.result(`${key ?? imageId} ${EXPLANATIONS[kind]}${done}`, value);
}

function summarize({ images, found, mended }: ReconcileReport, options: Options, tell: Terminal): number {
  const total = Object.values(found).reduce((sum, count) => sum + count, 0);
  const unmended = total - mended;
  tell.remark(`${counted(images, 'image')} compared, ${counted(total, 'finding')}, ${mended} mended.`);
  if (unmended > 0 && !options.fix) tell.remark('Run it again with --fix to mend them.');
  if (options.json) tell.result('', { summary: { images, found, mended } });
  return unmended > 0 ? EXIT.findings : EXIT.ok;
}
