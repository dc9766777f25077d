import type { Command } from 'commander';
import { wholeNumber } from '../../cli/option-values';
import type { DiagnoseOptions } from './run-diagnose';

const EXAMPLE = `
Without an alarm, it looks at everything. It changes nothing. The exit code is 1 when there is something to do.

Example:
  npm run images -- diagnose queue-age`;

const MAX_MINUTES = 7 * 24 * 60;

/** `darkroom images diagnose` */
export function addDiagnoseCommand(images: Command): void {
  images
    .command('diagnose')
    .description('show the cause of an alarm, and what to do')
    .argument('[alarm]', 'name of the alarm, such as image-processing-queue-age-prod or queue-age')
    .option('--since <minutes>', 'look at logs and records of this period', wholeNumber(1, MAX_MINUTES), 60)
    .addHelpText('after', EXAMPLE)
    .action(async (alarm: string | undefined, _options: unknown, command: Command) => {
      const { runDiagnose } = await import('./run-diagnose');
      process.exitCode = await runDiagnose(alarm, command.optsWithGlobals<DiagnoseOptions>());
    });
}
