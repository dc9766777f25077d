import type { Command } from 'commander';
import { addApplyCommand } from './apply/command';
import { addExplainCommand } from './explain/command';
import { addForgetCommand } from './forget/command';
import { addPlanCommand } from './plan/command';
import { addRedriveCommand } from './redrive/command';

/** `darkroom images` */
export function addImagesCommand(program: Command): void {
  const images = program.command('images').description('look into, remake, redrive and forget images');
  addPlanCommand(images);
  addApplyCommand(images);
  addExplainCommand(images);
  addRedriveCommand(images);
  addForgetCommand(images);
}
