import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { generatedPages } from './pages';

/** Writes the pages that are made from code. A test compares them with what is committed. */
for (const [path, text] of Object.entries(generatedPages())) {
  writeFileSync(join(__dirname, '../..', path), text);
  console.log(path);
}
