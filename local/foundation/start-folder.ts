import { resolve } from 'node:path';

/** Every script of `package.json` that takes paths starts with it. */
const LAUNCHER = 'scripts/launch.cjs';

/**
 * The folder in which a person typed the command. npm changes to the project's folder, and reports where it was
 * called in `INIT_CWD`. Another npm script above this process, such as that of the tests, says nothing about it.
 */
export const startFolder = (environment = process.env): string =>
  (isNpmScript(environment) && environment.INIT_CWD) || process.cwd();

/** Whether one of the project's own npm scripts started this process. */
export const isNpmScript = (environment = process.env): boolean =>
  environment.npm_lifecycle_script?.includes(LAUNCHER) ?? false;

/** A path as the person meant it who typed it: absolute where this process is in another folder. */
export function pathAsTyped(path: string, environment = process.env): string {
  const folder = startFolder(environment);
  return folder === process.cwd() ? path : resolve(folder, path);
}
