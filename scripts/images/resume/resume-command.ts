import type { Command } from 'commander';
import type { ResumeOptions } from './run-resume';

const EXAMPLE = `
The brake stops processing when more images than MAX_IMAGES_PER_HOUR are processed within an hour. Find and stop
the cause first. The exit code is 1 while processing is stopped.

Example:
  npm run images -- resume --dry-run`;

/** `darkroom images resume` */
export function addResumeCommand(images: Command): void {
  images
    .command('resume')
    .description('resume processing after the brake has stopped it, or show why it did')
    .option('--dry-run', 'only show whether processing is stopped, and why')
    .option('--now', 'resume within the hour in which the brake cannot act again')
    .addHelpText('after', EXAMPLE)
    .action(async (_options: unknown, command: Command) => {
      const { runResume } = await import('./run-resume');
      process.exitCode = await runResume(command.optsWithGlobals<ResumeOptions>());
    });
}
