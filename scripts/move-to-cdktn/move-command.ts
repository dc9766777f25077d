import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { PROJECT_FOLDER } from '../cli/project';
import { counted } from '../cli/quantities';
import { moved } from './renames';

const HELP = `
docs/moving-to-cdk-terrain.md describes the steps before and after.`;

/** `darkroom move-to-cdktn` */
export function addMoveCommand(program: Command): void {
  program
    .command('move-to-cdktn')
    .description('rename CDK for Terraform to CDK Terrain in this checkout')
    .option('--write', 'change the files; without it, only list them')
    .addHelpText('after', HELP)
    .action(({ write = false }: { write?: boolean }) => move(write));
}

function move(write: boolean): void {
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
