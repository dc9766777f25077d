import type { Command } from 'commander';
import { EXIT } from '../../cli/exit-codes';
import { counted, terminal } from '../../cli/terminal';
import { type ConnectionOptions, connect } from '../../connection/connection';
import { addRateOption } from '../rate-option';
import { addSelectionOptions, type SelectionOptions, selectionOf } from '../selection/options';
import { makePlan } from './plan-images';
import { planLines, planValue } from './plan-words';

interface Options extends ConnectionOptions, SelectionOptions {
  readonly json?: boolean;
  readonly rate: number;
}

const EXAMPLE = `
Images whose previews were made with other settings than today's, and originals without a record, such as
those of a bucket that was there before Darkroom. Failed ones are selected by --status FAILED alone.
Changes nothing.

Example:
  PREVIEW_SIZES=150x150,1200x1200 npm run images -- plan --user user-7`;

/** `darkroom images plan` */
export function addPlanCommand(images: Command): void {
  const plan = images
    .command('plan')
    .description('tell how many images a changed recipe affects, time and price');
  addRateOption(addSelectionOptions(plan))
    .addHelpText('after', EXAMPLE)
    .action(async (_options: unknown, command: Command) => {
      process.exitCode = await run(command.optsWithGlobals<Options>());
    });
}

async function run(options: Options): Promise<number> {
  const tell = terminal(options.json ?? false);
  const darkroom = await connect(options);
  const plan = await makePlan(darkroom, selectionOf(options), {
    onImage: (images) => tell.progress(`${counted(images, 'image')} found`),
  });
  tell.result(planLines(plan, darkroom, options.rate).join('\n'), planValue(plan, darkroom, options.rate));
  if (plan.images > 0) tell.remark('To make them: npm run images -- apply, with the same options.');
  return EXIT.ok;
}
