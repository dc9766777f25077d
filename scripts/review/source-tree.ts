import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ReviewError } from './review-error';

/** The files of one version in a separate folder. */
export interface SourceTree {
  readonly folder: string;
  /** The commit, or `working tree`. */
  readonly label: string;
}

const MAX_FILE_LIST_BYTES = 64 * 1024 * 1024;
const MAX_ERROR_LINES = 5;

/**
 * Writes the files of a commit to a folder. Uses `git archive` because a worktree would remain in the repository if
 * this process is killed.
 * @throws ReviewError when there is no such commit
 */
export function writeCommit(project: string, revision: string, folder: string): SourceTree {
  const commit = git(project, ['rev-parse', '--verify', '--quiet', `${revision}^{commit}`]);
  if (commit === undefined) {
    throw new ReviewError(
      `There is no commit ${revision} in this repository: specify a fetched branch, tag or commit, such as origin/main.`,
    );
  }
  mkdirSync(folder, { recursive: true });
  const archive = execFileSync('git', ['archive', '--format=tar', commit.trim()], {
    cwd: project,
    maxBuffer: Number.POSITIVE_INFINITY,
  });
  const unpacked = spawnSync('tar', ['-x', '-C', folder], { input: archive });
  if (unpacked.status !== 0) throw new ReviewError(`${revision} could not be unpacked: ${unpacked.stderr}`);
  return { folder, label: `${revision} (${commit.slice(0, 8)})` };
}

/** Copies the files on disk to a folder, except those that git ignores. */
export function copyWorkingTree(project: string, folder: string): SourceTree {
  const listed = git(project, ['ls-files', '-z', '--cached', '--others', '--exclude-standard']);
  if (listed === undefined) throw new ReviewError(`${project} is not a git repository.`);
  for (const path of listed.split('\0').filter((name) => name !== '' && existsSync(join(project, name)))) {
    mkdirSync(join(folder, dirname(path)), { recursive: true });
    cpSync(join(project, path), join(folder, path));
  }
  return { folder, label: 'working tree' };
}

/**
 * Provides the npm packages of a tree: those of the project if the lock files are equal, otherwise its own.
 * @returns whether packages were installed
 */
export function providePackages(project: string, folder: string): boolean {
  if (lockOf(project) === lockOf(folder)) {
    symlinkSync(join(project, 'node_modules'), join(folder, 'node_modules'), 'junction');
    return false;
  }
  const installed = spawnSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], {
    cwd: folder,
    encoding: 'utf8',
  });
  if (installed.status !== 0) {
    throw new ReviewError(`npm ci failed for the other lock file:\n${firstErrors(installed.stderr)}`);
  }
  return true;
}

/** The first error lines of npm. */
const firstErrors = (output: string): string =>
  output
    .split('\n')
    .filter((line) => /^npm error \S/.test(line))
    .slice(0, MAX_ERROR_LINES)
    .join('\n');

const lockOf = (folder: string): string => readFileSync(join(folder, 'package-lock.json'), 'utf8');

/** Returns the output of git, or undefined when it fails. */
function git(folder: string, args: readonly string[]): string | undefined {
  const { status, stdout } = spawnSync('git', args, {
    cwd: folder,
    encoding: 'utf8',
    maxBuffer: MAX_FILE_LIST_BYTES,
  });
  return status === 0 ? stdout : undefined;
}
