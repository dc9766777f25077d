import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PROJECT_FOLDER } from '../cli/project-folder';
import { counted } from '../cli/quantities';
import { moved } from './renames';

/** Renames the framework in the tracked files; without `write`, only lists them. */
export function runMove(write: boolean): void {
  const changed = trackedFiles().flatMap((path) => {
    const before = readFileSync(join(PROJECT_FOLDER, path), 'utf8');
    const after = moved(path, before);
    return after === before ? [] : [{ path, after }];
  });
  for (const { path, after } of changed) {
    if (write) writeFileSync(join(PROJECT_FOLDER, path), after);
    console.log(`${write ? 'changed' : 'would change'} ${path}`);
  }
  const next = write
    ? 'Next: npm install && npm run check'
    : 'Nothing was changed. To change the files, run it again with --write.';
  console.log(`${counted(changed.length, 'file')}. ${next}`);
}

const trackedFiles = (): string[] =>
  execFileSync('git', ['ls-files', '-z'], { cwd: PROJECT_FOLDER, encoding: 'utf8' })
    .split('\0')
    .filter(Boolean);
