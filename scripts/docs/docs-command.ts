import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { PROJECT_FOLDER } from '../cli/project';

/** `darkroom docs` */
export function addDocsCommand(program: Command): void {
  program
    .command('docs')
    .description('regenerate the pages of docs/ that are made from code; a test fails while they differ')
    .action(async () => {
      const { generatedPages } = await import('./generated-pages');
      for (const [path, text] of Object.entries(generatedPages())) {
        writeFileSync(join(PROJECT_FOLDER, path), text);
        console.log(path);
      }
    });
}
