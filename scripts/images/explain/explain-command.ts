import type { Command } from 'commander';
import type { ConnectionOptions } from '../../connection/connection';

const EXAMPLE = `
The exit code is 1 when the page recommends an action.

Example:
  npm run images -- explain uploads/user-7/harbour.jpg`;

/** `darkroom images explain` */
export function addExplainCommand(images: Command): void {
  images
    .command('explain')
    .description('show everything known about one upload, why it has its state, and what to do')
    .argument('<key>', 'a key under uploads/, its s3:// URL, or an image id')
    .addHelpText('after', EXAMPLE)
    .action(async (key: string, _options: unknown, command: Command) => {
      const { runExplain } = await import('./run-explain');
      process.exitCode = await runExplain(key, command.optsWithGlobals<ConnectionOptions>());
    });
}
