import type { Command } from 'commander';
import type { ForgetOptions } from './run-forget';

const EXAMPLE = `
Removes the original with all its versions, the previews and the records, and publishes “Image Deleted”. Later
events of the image are ignored. This cannot be undone. The receipt contains only ids, counts and times.

--user lists images that it does not remove, because they also belong to another user. Unless
USER_ID_SOURCE=folder, it reads every key under uploads/ to find originals whose record has expired.

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
      const { runForget } = await import('./run-forget');
      process.exitCode = await runForget(key, command.optsWithGlobals<ForgetOptions>());
    });
}
