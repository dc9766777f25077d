import type { Command } from 'commander';
import { positiveNumber } from '../../cli/option-values';
import { addRateOption } from '../../cli/rate-option';
import { addSelectionOptions } from '../selection/options';
import type { ApplyOptions } from './run-apply';

const EXAMPLE = `
The first image is processed before the others: if its previews do not match the current settings, another
recipe is deployed, and nothing else is queued. An interrupted run continues when you run the same command
again; no image is processed twice. The event of each image is published again.

Example:
  npm run images -- apply --rate 50 --max-cost 5 --wait`;

/** `darkroom images apply` */
export function addApplyCommand(images: Command): void {
  const command = images
    .command('apply')
    .description('process the images that plan lists again, and no others');
  addRateOption(addSelectionOptions(command))
    .option('--max-cost <dollars>', 'stop before the run would cost more', positiveNumber)
    .option('--wait', 'wait for the outcome of every image, and report failures')
    .option(
      '--patience <seconds>',
      'with --wait: how long the queue must be empty before unprocessed images count as lost',
      positiveNumber,
      60,
    )
    .option('--from-start', 'discard the progress of an interrupted run')
    .option('--yes', 'do not ask for confirmation')
    .addHelpText('after', EXAMPLE)
    .action(async (_options: unknown, given: Command) => {
      const { runApply } = await import('./run-apply');
      process.exitCode = await runApply(given.optsWithGlobals<ApplyOptions>());
    });
}
