import { join } from 'node:path';

export const PROJECT_ROOT = join(__dirname, '..');

/** Where the zips of each target go, and beside them what they were made from. */
export const PACKAGES_FOLDER = join(PROJECT_ROOT, 'dist');

/** Native packages of other platforms, installed once for each locked version. */
export const NATIVE_CACHE = join(PROJECT_ROOT, '.cache/native-packages');
