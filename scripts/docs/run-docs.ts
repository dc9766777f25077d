import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PROJECT_FOLDER } from '../cli/project-folder';
import { generatedPages } from './generated-pages';

/** Writes the pages of docs/ that are generated from code. */
export function runDocs(): void {
  for (const [path, text] of Object.entries(generatedPages())) {
    writeFileSync(join(PROJECT_FOLDER, path), text);
    console.log(path);
  }
}
