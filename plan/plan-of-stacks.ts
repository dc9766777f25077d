import { join } from 'node:path';
import { App, type TerraformStack } from 'cdktf';
import { Plan } from './plan';
import { parseStack } from './read';

/**
 * Creates the plan of stacks that may not have been written yet, in the order of their declaration. It is separate from
 * `Plan`, because a program that only reads plans starts 0.2 s faster without CDKTF.
 */
export const planOfStacks = (stacks: readonly TerraformStack[]): Plan =>
  new Plan(
    stacks.map((stack) => ({
      name: stack.node.id,
      folder: join(App.of(stack).outdir, 'stacks', stack.node.id),
      json: parseStack(JSON.stringify(stack.toTerraform())),
    })),
  );
