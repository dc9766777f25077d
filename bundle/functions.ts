import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { FunctionPackages } from '../stacks/function-packages';
import { BundleError } from './bundle-error';
import { PACKAGES_FOLDER, PROJECT_ROOT } from './project';
import type { Target } from './target';

/** The folder of each deployed function below `lambda/`, which is also the name of its zip. */
const FUNCTION_FOLDERS = {
  processImage: 'process-image',
  imageApi: 'image-api',
  brake: 'brake',
  sendWebhook: 'send-webhook',
  signIn: 'sign-in',
} as const satisfies Record<keyof FunctionPackages, string>;

export const FUNCTION_NAMES = Object.values(FUNCTION_FOLDERS);
export type FunctionName = (typeof FUNCTION_NAMES)[number];

/**
 * The file that exports the `handler` of a function, relative to the project.
 * @throws BundleError if the file is missing
 */
export function entryOf(name: FunctionName): string {
  const entry = `lambda/${name}/handler.ts`;
  if (!existsSync(join(PROJECT_ROOT, entry))) {
    throw new BundleError(`${entry} is missing: each function exports its handler from there`);
  }
  return entry;
}

/** The absolute path of the zip of a function. */
export const packagePath = (target: Target, name: FunctionName): string =>
  join(PACKAGES_FOLDER, target, `${name}.zip`);

/** The paths of the zips of a target, for the stacks. */
export function packagePaths(target: Target): FunctionPackages {
  return {
    processImage: packagePath(target, FUNCTION_FOLDERS.processImage),
    imageApi: packagePath(target, FUNCTION_FOLDERS.imageApi),
    brake: packagePath(target, FUNCTION_FOLDERS.brake),
    sendWebhook: packagePath(target, FUNCTION_FOLDERS.sendWebhook),
    signIn: packagePath(target, FUNCTION_FOLDERS.signIn),
  };
}
