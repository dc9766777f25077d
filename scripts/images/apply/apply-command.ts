import { type Command, InvalidArgumentError } from 'commander';
import { addRateOption } from '../rate-option';
import { addSelectionOptions } from '../selection/options';
import { type ApplyOptions, apply } from './apply-plan';

const EXAMPLE = `
The first image goes ahead alone: when it does not come out as these settings want it, another recipe is
deployed, and nothing else is queued. An interrupted run goes on where it stopped when the same command is
given again; no image is made twice. Each image's event is published again, as after its first upload.

Example:
  npm run images -- apply --rate 50 --max-cost 5 --wait`;

/** `darkroom images apply` */
export function addApplyCommand(images: Command): void {
  const command = images
    .command('apply')
    .description('make the images that plan tells of again, and just those');
  addRateOption(addSelectionOptions(command))
    .option('--max-cost <dollars>', 'stop before this would be passed', positive)
    .option('--wait', 'follow until all are done, and tell which failed')
    .option('--patience <seconds>', 'an empty queue means by then that the rest is lost', positive, 60)
    .option('--from-start', 'forget how far an interrupted run came')
    .option('--yes', 'do not ask')
    .addHelpText('after', EXAMPLE)
    .action(async (_options: unknown, given: Command) => {
      process.exitCode = await apply(given.optsWithGlobals<ApplyOptions>());
    });
}

function positive(text: string): number {
  const number = Number(text);
  if (number > 0) return number;
  throw new InvalidArgumentError('Give a number above 0.');
}
