import { spawnSync } from 'node:child_process';
import { packagePaths } from '../../bundle/functions';
import { PROJECT_ROOT } from '../../bundle/project';
import type { Target } from '../../bundle/target';

/** Building a package that is out of date takes seconds, and minutes where the network is slow. */
export const BUNDLING_TIMEOUT_MS = 120_000;

/**
 * The packages of a target, up to date. A process of its own builds them, for inside Jest compressing takes
 * three times as long.
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
