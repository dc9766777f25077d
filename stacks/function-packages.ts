import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** The folder of each deployed function below `lambda/`, which is also the name of its zip. */
const FUNCTION_FOLDERS = {
  processImage: 'process-image',
  imageApi: 'image-api',
  brake: 'brake',
  sendWebhook: 'send-webhook',
  signIn: 'sign-in',
} as const;

export const FUNCTION_NAMES = Object.values(FUNCTION_FOLDERS);
export type FunctionName = (typeof FUNCTION_NAMES)[number];

/** The absolute paths of the zips of the functions. */
export type FunctionPackages = Readonly<Record<keyof typeof FUNCTION_FOLDERS, string>>;

/** The zip of every function, wherever it is. */
export const packagesAt = (pathOf: (name: FunctionName) => string): FunctionPackages =>
  Object.fromEntries(
    Object.entries(FUNCTION_FOLDERS).map(([key, name]) => [key, pathOf(name)]),
  ) as unknown as FunctionPackages;

/** The functions have not been bundled. */
export class MissingPackageError extends Error {
  override readonly name = 'MissingPackageError';

  constructor(paths: readonly string[]) {
    super(`There is no ${paths.join(' and no ')}. Bundle the functions first: npm run bundle`);
  }
}

/**
 * Finds the zips that `npm run bundle` wrote to a directory.
 * @throws MissingPackageError with the paths of the missing zips
 */
export function functionPackages(directory: string): FunctionPackages {
  const packages = packagesAt((name) => join(directory, `${name}.zip`));
  const missing = Object.values(packages).filter((path) => !existsSync(path));
  if (missing.length > 0) throw new MissingPackageError(missing);
  return packages;
}
