import type { Command } from 'commander';
import { addRateOption } from '../../cli/rate-option';
import { addSelectionOptions } from '../selection/options';
import type { PlanOptions } from './run-plan';

const EXAMPLE = `
Selects images whose previews were made with other settings than the current ones, and originals without a
record, such as those of a bucket older than the deployment. Failed images are selected only by
--status FAILED, and images whose previews have expired only by --status EXPIRED. Originals in an archive (S3
Glacier) are skipped and counted. Changes nothing.

Example:
  PREVIEW_SIZES=150x150,1200x1200 npm run images -- plan --user user-7`;

/** `darkroom images plan` */
export function addPlanCommand(images: Command): void {
  const plan = images
    .command('plan')
    .description('show how many images a changed recipe affects, and estimate time and price');
  addRateOption(addSelectionOptions(plan))
    .addHelpText('after', EXAMPLE)
    .action(async (_options: unknown, command: Command) => {
      const { runPlan } = await import('./run-plan');
      process.exitCode = await runPlan(command.optsWithGlobals<PlanOptions>());
    });
}
