import type { Command } from 'commander';
import { confirm } from '../../cli/confirm';
import { EXIT, OperatorError } from '../../cli/exit-codes';
import { interruptible } from '../../cli/interruption';
import { counted } from '../../cli/quantities';
import { openTerminal, type Terminal } from '../../cli/terminal';
import { type ConnectionOptions, connect, type Darkroom } from '../../connection/connection';
import { imageNamed, type NamedImage } from '../../connection/named-image';
import { countStored, type ForgottenImage, forgetOne, isNothing } from './forget-one';
import { imagesOfUser } from './images-of-user';
import { defaultReceiptPath, type Receipt, receiptOf, writeReceipt } from './receipt';

interface Options extends ConnectionOptions {
  readonly json?: boolean;
  readonly yes?: boolean;
  readonly user?: string;
  readonly receipt?: string;
}

const EXAMPLE = `
Removes the original with all its versions, the previews and the records, and publishes “Image Deleted”. Later
events of the image are ignored. This cannot be undone. The receipt contains only ids, counts and times.

Examples:
  npm run images -- forget uploads/user-7/harbour.jpg
  npm run images -- forget --user user-7 --receipt user-7.json --yes`;

/** `darkroom images forget` */
export function addForgetCommand(images: Command): void {
  images
    .command('forget')
    .description('permanently remove an image, or all images of a user, and write a receipt')
    .argument('[key]', 'a key under uploads/, its s3:// URL, or an image id')
    .option('--user <id>', 'every image of this user')
    .option('--receipt <file>', 'file for the receipt (default: a new file in .darkroom/receipts)')
    .option('--yes', 'do not ask for confirmation')
    .addHelpText('after', EXAMPLE)
    .action(async (key: string | undefined, _options: unknown, command: Command) => {
      process.exitCode = await run(key, command.optsWithGlobals<Options>());
    });
}

async function run(name: string | undefined, options: Options): Promise<number> {
  if ((name === undefined) === (options.user === undefined)) {
    throw new OperatorError('Specify either a key or --user ID.', EXIT.usage);
  }
  const terminal = openTerminal(options.json ?? false);
  const darkroom = await connect(options);
  const images = await imagesAsked(name, options, darkroom);
  if (images.length === 0) {
    const what = name ?? `the user ${options.user}`;
    terminal.result(`Nothing is stored for ${what}.`, { images: 0 });
    return EXIT.findings;
  }
  const what = options.user ? `${counted(images.length, 'image')} of ${options.user}` : images[0]?.key;
  if (!(await confirm(`Permanently forget ${what}?`, options))) return EXIT.ok;
  return interruptible((signal) => forgetAll(images, darkroom, options, terminal, signal));
}

async function imagesAsked(
  name: string | undefined,
  { user }: Options,
  darkroom: Darkroom,
): Promise<NamedImage[]> {
  if (user !== undefined) return imagesOfUser(user, darkroom);
  const image = await imageNamed(name ?? '', darkroom);
  return isNothing(await countStored(image, darkroom)) ? [] : [image];
}

/** Always writes the receipt, which lists what was removed rather than what was requested. */
async function forgetAll(
  images: readonly NamedImage[],
  darkroom: Darkroom,
  options: Options,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<number> {
  const startedAt = new Date().toISOString();
  const path = options.receipt ?? defaultReceiptPath(startedAt);
  const forgotten: ForgottenImage[] = [];
  try {
    for (const image of images) {
      if (signal.aborted) break;
      forgotten.push(await forgetOne(image, darkroom));
      terminal.progress(`${forgotten.length} of ${counted(images.length, 'image')} forgotten`);
    }
  } finally {
    const about = {
      environment: darkroom.environment,
      startedAt,
      isComplete: forgotten.length === images.length,
      ...(options.user && { userId: options.user }),
    };
    const receipt = receiptOf(about, forgotten);
    writeReceipt(path, receipt);
    terminal.result(summaryOf(receipt, path), { ...receipt, receipt: path });
  }
  return signal.aborted ? EXIT.interrupted : EXIT.ok;
}

const summaryOf = ({ images, versions, previews, records }: Receipt, path: string): string =>
  `Forgot ${counted(images.length, 'image')}: ${counted(versions, 'version')}, ${counted(previews, 'preview')}, ${counted(records, 'record')}. Receipt: ${path}`;
