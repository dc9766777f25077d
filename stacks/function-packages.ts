import { existsSync } from 'node:fs';
import { join } from 'node:path';

const zipsIn = (directory: string) => ({
  processImage: join(directory, 'process-image.zip'),
  imageApi: join(directory, 'image-api.zip'),
  brake: join(directory, 'brake.zip'),
  sendWebhook: join(directory, 'send-webhook.zip'),
  signIn: join(directory, 'sign-in.zip'),
});

/** The absolute paths of the zips of the functions. */
export type FunctionPackages = Readonly<ReturnType<typeof zipsIn>>;

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
  const packages = zipsIn(directory);
  const missing = Object.values(packages).filter((path) => !existsSync(path));
  if (missing.length > 0) throw new MissingPackageError(missing);
  return packages;
}
