import { join } from 'node:path';

export const PROJECT_ROOT = join(__dirname, '..');

/** The zips of each target, with their build records. */
export const PACKAGES_FOLDER = join(PROJECT_ROOT, 'dist');

/** Native packages of other platforms, installed once per locked version. */
export const NATIVE_CACHE = join(PROJECT_ROOT, '.cache/native-packages');
