import type { Command } from 'commander';
import { EXIT } from '../../cli/exit-codes';
import { counted } from '../../cli/quantities';
import { addRateOption } from '../../cli/rate-option';
import { openTerminal } from '../../cli/terminal';
import { type ConnectionOptions, connect } from '../../connection/connection';
import { addSelectionOptions, type SelectionOptions, selectionOf } from '../selection/options';
import { estimateTerms } from './estimate';
import { makePlan } from './plan-images';
import { planLines, planValue } from './plan-text';

interface Options extends ConnectionOptions, SelectionOptions {
  readonly rate: number;
}

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
      process.exitCode = await run(command.optsWithGlobals<Options>());
    });
}

async function run(options: Options): Promise<number> {
  const terminal = openTerminal(options.json ?? false);
  const darkroom = await connect(options);
  const plan = await makePlan(darkroom, selectionOf(options), {
    terms: await estimateTerms(darkroom, options.rate),
    onImage: (images) => terminal.progress(`${counted(images, 'image')} found`),
  });
  terminal.result(planLines(plan, darkroom, options.rate), planValue(plan, darkroom, options.rate));
  if (plan.images > 0) terminal.remark('To process them: npm run images -- apply, with the same options.');
  return EXIT.ok;
}
