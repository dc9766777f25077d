import { spawnSync } from 'node:child_process';
import { packagePaths } from '../../bundle/functions';
import { PROJECT_ROOT } from '../../bundle/project';
import type { Target } from '../../bundle/target';

/** Building an outdated package takes seconds, or minutes with a slow network. */
export const BUNDLING_TIMEOUT_MS = 120_000;

/**
 * The up-to-date packages of a target. A separate process builds them, because compressing inside Jest takes three times
 * as long.
 */
export function bundled(target: Target): ReturnType<typeof packagePaths> {
  const { status, stderr } = spawnSync(
    process.execPath,
    ['--import', 'tsx', 'bundle/main.ts', '--target', target, '--quiet'],
    { cwd: PROJECT_ROOT, encoding: 'utf8' },
  );
  if (status !== 0) throw new Error(stderr);
  return packagePaths(target);
}
