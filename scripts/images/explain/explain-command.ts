import type { Command } from 'commander';
import { EXIT } from '../../cli/exit-codes';
import { terminal } from '../../cli/terminal';
import { type ConnectionOptions, connect } from '../../connection/connection';
import { imageNamed } from '../image-named';
import { explanation, pageOf } from './explanation';
import { knownImage } from './known-image';

interface Options extends ConnectionOptions {
  readonly json?: boolean;
}

const EXAMPLE = `
The exit code is 1 when there is something to do about it.

Example:
  npm run images -- explain uploads/user-7/harbour.jpg`;

/** `darkroom images explain` */
export function addExplainCommand(images: Command): void {
  images
    .command('explain')
    .description('tell all that is known of one upload, why it is as it is, and what to do')
    .argument('<key>', 'a key under uploads/, its s3:// URL, or an image id')
    .addHelpText('after', EXAMPLE)
    .action(async (key: string, _options: unknown, command: Command) => {
      process.exitCode = await run(key, command.optsWithGlobals<Options>());
    });
}

async function run(name: string, options: Options): Promise<number> {
  const tell = terminal(options.json ?? false);
  const darkroom = await connect(options);
  const known = explanation(await knownImage(await imageNamed(name, darkroom), darkroom), darkroom);
  tell.result(pageOf(known), known);
  return known.advice.length > 0 ? EXIT.findings : EXIT.ok;
}
