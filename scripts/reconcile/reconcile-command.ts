import { type Command, InvalidArgumentError } from 'commander';
import type { ReconcileOptions } from './run-reconcile';

const EXAMPLE = `
Images younger than --grace are skipped. Fixing the same image twice is harmless.

Example:
  npm run reconcile -- --fix`;

/** `darkroom reconcile` */
export function addReconcileCommand(program: Command): void {
  program
    .command('reconcile')
    .description('compare bucket, table and previews, and report what is missing, orphaned or stuck')
    .option('--fix', 'fix the findings: requeue uploads, remove orphaned previews, record lost deletions')
    .option('--resume', 'continue where an interrupted run stopped')
    .option('--grace <minutes>', 'skip younger uploads, which may still be in the queue', minutes, 15)
    .addHelpText('after', EXAMPLE)
    .action(async (_options: unknown, command: Command) => {
      const { runReconcile } = await import('./run-reconcile');
      process.exitCode = await runReconcile(command.optsWithGlobals<ReconcileOptions>());
    });
}

function minutes(text: string): number {
  const number = Number(text);
  if (text.trim() !== '' && number >= 0) return number;
  throw new InvalidArgumentError('Specify a number of minutes.');
}
