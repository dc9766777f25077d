import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ReviewError } from './review-error';

/** The files of one version, in a folder of its own. */
export interface SourceTree {
  readonly folder: string;
  /** The commit, or `working tree`. */
  readonly label: string;
}

const MAX_FILE_LIST_BYTES = 64 * 1024 * 1024;
const MAX_ERROR_LINES = 5;

/**
 * Lays a commit's files out. `git archive` rather than a worktree: nothing of it stays in the repository,
 * however this process ends.
 * @throws ReviewError when there is no such commit
 */
export function layOutCommit(project: string, revision: string, folder: string): SourceTree {
  const commit = git(project, ['rev-parse', '--verify', '--quiet', `${revision}^{commit}`]);
  if (commit === undefined) {
    throw new ReviewError(
      `There is no commit ${revision} here: name a branch, tag or commit that is fetched, such as origin/main.`,
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

/** Lays the files out as they are on disk now, those that git ignores left out. */
export function layOutWorkingTree(project: string, folder: string): SourceTree {
  const listed = git(project, ['ls-files', '-z', '--cached', '--others', '--exclude-standard']);
  if (listed === undefined) throw new ReviewError(`${project} is not a git repository.`);
  for (const path of listed.split('\0').filter((name) => name !== '' && existsSync(join(project, name)))) {
    mkdirSync(join(folder, dirname(path)), { recursive: true });
    cpSync(join(project, path), join(folder, path));
  }
  return { folder, label: 'working tree' };
}

/**
 * Gives a tree its packages: those of the project when the lock files are equal, else its own.
 * @returns whether they had to be installed
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
    throw new ReviewError(
      `npm ci could not install the packages of another lock file:\n${complaint(installed.stderr)}`,
    );
  }
  return true;
}

/** What npm says before it explains itself at length. */
const complaint = (output: string): string =>
  output
    .split('\n')
    .filter((line) => /^npm error \S/.test(line))
    .slice(0, MAX_ERROR_LINES)
    .join('\n');

const lockOf = (folder: string): string => readFileSync(join(folder, 'package-lock.json'), 'utf8');

/** What git answers; nothing when it refuses. */
function git(folder: string, args: readonly string[]): string | undefined {
  const { status, stdout } = spawnSync('git', args, {
    cwd: folder,
    encoding: 'utf8',
    maxBuffer: MAX_FILE_LIST_BYTES,
  });
  return status === 0 ? stdout : undefined;
}
