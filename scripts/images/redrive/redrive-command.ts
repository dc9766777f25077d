import type { Command } from 'commander';
import { addRateOption } from '../../cli/rate-option';
import type { RedriveOptions } from './run-redrive';

const EXAMPLE = `
A message is in the dead-letter queue because three attempts failed. Fix the cause first. Malformed messages stay in
the dead-letter queue, because no attempt can read them: discard those.

Examples:
  npm run images -- redrive --dry-run
  npm run images -- redrive --discard-malformed`;

/** `darkroom images redrive` */
export function addRedriveCommand(images: Command): void {
  const redrive = images
    .command('redrive')
    .description('show the messages of the dead-letter queue by reason, and move them back or discard them');
  addRateOption(redrive)
    .option('--dry-run', 'only show the messages')
    .option('--all', 'also move malformed messages')
    .option('--discard <ids...>', 'permanently discard the messages with these ids, and move none')
    .option('--discard-malformed', 'permanently discard all malformed messages, and move none')
    .option('--yes', 'do not ask for confirmation before discarding')
    .addHelpText('after', EXAMPLE)
    .action(async (_options: unknown, command: Command) => {
      const { runRedrive } = await import('./run-redrive');
      process.exitCode = await runRedrive(command.optsWithGlobals<RedriveOptions>());
    });
}
