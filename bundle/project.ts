import { join } from 'node:path';

export const PROJECT_ROOT = join(__dirname, '..');

/** The folder with the zips of each target and their build records. */
export const PACKAGES_FOLDER = join(PROJECT_ROOT, 'dist');

/** The cache of native packages for other platforms. */
export const NATIVE_CACHE = join(PROJECT_ROOT, '.cache/native-packages');
