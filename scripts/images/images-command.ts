import type { Command } from 'commander';
import { addApplyCommand } from './apply/apply-command';
import { addDiagnoseCommand } from './diagnose/diagnose-command';
import { addExplainCommand } from './explain/explain-command';
import { addFindCommand } from './find/find-command';
import { addForgetCommand } from './forget/forget-command';
import { addPlanCommand } from './plan/plan-command';
import { addRedriveCommand } from './redrive/redrive-command';
import { addResumeCommand } from './resume/resume-command';

/** `darkroom images` */
export function addImagesCommand(program: Command): void {
  const images = program
    .command('images')
    .description(
      'diagnose alarms; find, explain, reprocess, redrive and forget images, and resume processing',
    );
  addPlanCommand(images);
  addApplyCommand(images);
  addDiagnoseCommand(images);
  addFindCommand(images);
  addExplainCommand(images);
  addRedriveCommand(images);
  addForgetCommand(images);
  addResumeCommand(images);
}
