import { resolve } from 'node:path';

/** Every script of `package.json` that takes paths starts with it. */
const LAUNCHER = 'scripts/launch.cjs';

/**
 * The folder in which a person typed the command. npm changes to the project's folder, and sets `INIT_CWD` to the
 * original one. The variable of another npm script that started this process, such as that of the tests, is ignored.
 */
export const startFolder = (environment = process.env): string =>
  (isNpmScript(environment) && environment.INIT_CWD) || process.cwd();

/** Whether one of the project's own npm scripts started this process. */
export const isNpmScript = (environment = process.env): boolean =>
  environment.npm_lifecycle_script?.includes(LAUNCHER) ?? false;

/** A path relative to the folder where it was typed: absolute if this process is in another folder. */
export function pathAsTyped(path: string, environment = process.env): string {
  const folder = startFolder(environment);
  return folder === process.cwd() ? path : resolve(folder, path);
}
