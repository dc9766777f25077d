import type { Command } from 'commander';

const HELP = `
docs/moving-to-cdk-terrain.md describes the steps before and after.`;

/** `darkroom move-to-cdktn` */
export function addMoveCommand(program: Command): void {
  program
    .command('move-to-cdktn')
    .description('rename CDK for Terraform to CDK Terrain in this checkout')
    .option('--write', 'change the files; without it, only list them')
    .addHelpText('after', HELP)
    .action(async ({ write = false }: { write?: boolean }) => {
      const { runMove } = await import('./run-move');
      runMove(write);
    });
}
