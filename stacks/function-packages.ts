import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** Absolute paths of the functions' zips. */
export interface FunctionPackages {
  readonly processImage: string;
  readonly imageApi: string;
  readonly brake: string;
  readonly sendWebhook: string;
  readonly signIn: string;
}

/** The functions have not been bundled. */
export class MissingPackageError extends Error {
  override readonly name = 'MissingPackageError';

  constructor(paths: readonly string[]) {
    super(`There is no ${paths.join(' and no ')}. Bundle the functions first: npm run bundle`);
  }
}

/**
 * The zips that `npm run bundle` wrote to a directory.
 * @throws MissingPackageError names the zips that are missing
 */
export function functionPackages(directory: string): FunctionPackages {
  const packages = {
    processImage: join(directory, 'process-image.zip'),
    imageApi: join(directory, 'image-api.zip'),
    brake: join(directory, 'brake.zip'),
    sendWebhook: join(directory, 'send-webhook.zip'),
    signIn: join(directory, 'sign-in.zip'),
  };
  const missing = Object.values(packages).filter((path) => !existsSync(path));
  if (missing.length > 0) throw new MissingPackageError(missing);
  return packages;
}
