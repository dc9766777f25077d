import { EXIT } from '../../cli/exit-codes';
import { counted } from '../../cli/quantities';
import { openTerminal } from '../../cli/terminal';
import { type ConnectionOptions, connect } from '../../connection/connection';
import { type SelectionOptions, selectionOf } from '../selection/options';
import { estimateTerms } from './estimate';
import { makePlan } from './plan-images';
import { planLines, planValue } from './plan-text';

export interface PlanOptions extends ConnectionOptions, SelectionOptions {
  readonly rate: number;
}

/** Shows the images that a changed recipe affects. @returns the exit code */
export async function runPlan(options: PlanOptions): Promise<number> {
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
