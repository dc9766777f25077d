import { pathAsTyped } from '../../../local/foundation/start-folder';
import { confirm } from '../../cli/confirm';
import { EXIT, OperatorError } from '../../cli/exit-codes';
import { interruptible } from '../../cli/interruptible';
import { counted } from '../../cli/quantities';
import { shellQuoted } from '../../cli/shell-quoted';
import { openTerminal, type Terminal } from '../../cli/terminal';
import { type ConnectionOptions, connect, type Darkroom } from '../../connection/connection';
import { imageNamed, isImageId } from '../../connection/named-image';
import { countStored, type ForgottenImage, forgetOne, isLeftInCaches, isNothing } from './forget-one';
import { type ImagesOfUser, imagesOfUser, type KeptImage } from './images-of-user';
import { defaultReceiptPath, type Receipt, receiptOf, writeReceipt } from './receipt';

export interface ForgetOptions extends ConnectionOptions {
  readonly yes?: boolean;
  readonly user?: string;
  readonly receipt?: string;
}

/** Forgets one image, or all images of a user. @returns the exit code */
export async function runForget(name: string | undefined, options: ForgetOptions): Promise<number> {
  if ((name === undefined) === (options.user === undefined)) {
    throw new OperatorError('Specify either a key or --user ID.', EXIT.usage);
  }
  const terminal = openTerminal(options.json ?? false);
  const darkroom = await connect(options);
  const { images, kept } = await imagesAsked(name, options, darkroom, terminal);
  for (const image of kept) terminal.result(keptLine(image), { kept: image });
  if (images.length === 0) {
    const what = name ?? `the user ${options.user}`;
    // A repeated command has nothing left to do.
    terminal.result(`Nothing ${kept.length > 0 ? 'else ' : ''}is stored for ${what}.`, { images: 0 });
    return exitCodeOf(kept);
  }
  const what = options.user ? `${counted(images.length, 'image')} of ${options.user}` : images[0]?.key;
  if (!(await confirm(`Permanently forget ${what}?`, options))) return EXIT.ok;
  return interruptible((signal) => forgetAll({ images, kept }, darkroom, options, terminal, signal));
}

async function imagesAsked(
  name: string | undefined,
  { user }: ForgetOptions,
  darkroom: Darkroom,
  terminal: Terminal,
): Promise<ImagesOfUser> {
  if (user !== undefined) {
    terminal.remark(searchRemark(darkroom));
    return imagesOfUser(user, darkroom, {
      onProgress: (keys) => terminal.progress(`${counted(keys, 'key')} searched`),
    });
  }
  if (isImageId(name ?? '')) {
    terminal.remark('If no record has this id, every key under uploads/ is searched for it.');
  }
  const image = await imageNamed(name ?? '', darkroom);
  const isStored = !isNothing(await countStored(image, darkroom)) || (await isLeftInCaches(image, darkroom));
  return { images: isStored ? [image] : [], kept: [] };
}

const searchRemark = ({ settings }: Darkroom): string =>
  settings.USER_ID_SOURCE === 'folder'
    ? 'Searching records and the folder of the user.'
    : 'Searching records, the folder of the user, and every key under uploads/ for originals without a record that name the user. A million keys take about half an hour.';

const KEPT: Readonly<Record<KeptImage['reason'], (image: KeptImage, users: string) => string>> = {
  'another-user': ({ key }, users) => `Not removed: ${key}. Its record names ${users}.`,
  shared: ({ key }, users) =>
    `Not removed: ${key}. Other versions of it belong to ${users}. To remove it with all versions: npm run images -- forget ${shellQuoted(key)}`,
  'another-folder': ({ key }) =>
    `Not removed: ${key}. A record names the user, but its folder decides (USER_ID_SOURCE=folder).`,
};

const keptLine = (image: KeptImage): string => KEPT[image.reason](image, image.users.join(', '));

/** A kept version of the user is a finding; a photo of another user is not. */
const exitCodeOf = (kept: readonly KeptImage[]): number =>
  kept.some(({ reason }) => reason === 'shared') ? EXIT.findings : EXIT.ok;

/** Always writes the receipt, which lists what was removed rather than what was requested. */
async function forgetAll(
  { images, kept }: ImagesOfUser,
  darkroom: Darkroom,
  options: ForgetOptions,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<number> {
  const startedAt = new Date().toISOString();
  const path = options.receipt ? pathAsTyped(options.receipt) : defaultReceiptPath(startedAt);
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
      ...(options.user && {
        userId: options.user,
        kept: kept.map(({ imageId, reason }) => ({ imageId, reason })),
      }),
    };
    const receipt = receiptOf(about, forgotten);
    writeReceipt(path, receipt);
    terminal.result(summaryOf(receipt, path), { ...receipt, receipt: path });
  }
  return signal.aborted ? EXIT.interrupted : exitCodeOf(kept);
}

const summaryOf = (
  { images, versions, previews, records, invalidated, kept = [] }: Receipt,
  path: string,
): string =>
  `Forgot ${counted(images.length, 'image')}: ${counted(versions, 'version')}, ${counted(previews, 'preview')}, ${counted(records, 'record')}.${invalidated === undefined ? '' : ` The CDN forgets ${counted(invalidated, 'image')}.`}${kept.length > 0 ? ` ${counted(kept.length, 'image')} not removed, as listed above.` : ''} Receipt: ${path}`;
