import type { Command } from 'commander';
import { EXIT } from '../../cli/exit-codes';
import { openTerminal } from '../../cli/terminal';
import { type ConnectionOptions, connect } from '../../connection/connection';
import { imageNamed } from '../../connection/named-image';
import { explanation, pageOf } from './explanation';
import { knownImage } from './known-image';

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
      process.exitCode = await run(key, command.optsWithGlobals<ConnectionOptions>());
    });
}

async function run(name: string, options: ConnectionOptions): Promise<number> {
  const terminal = openTerminal(options.json ?? false);
  const darkroom = await connect(options);
  const known = explanation(await knownImage(await imageNamed(name, darkroom), darkroom), darkroom);
  terminal.result(pageOf(known), known);
  return known.advice.length > 0 ? EXIT.findings : EXIT.ok;
}
