import type { Command } from 'commander';

/** `darkroom docs` */
export function addDocsCommand(program: Command): void {
  program
    .command('docs')
    .description('regenerate the pages of docs/ that are made from code; a test fails while they differ')
    .action(async () => {
      const { runDocs } = await import('./run-docs');
      runDocs();
    });
}
