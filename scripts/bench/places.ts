import { join } from 'node:path';

export const PROJECT_ROOT = join(__dirname, '../..');

/** Photos, bundled workers and the last findings; safe to delete. */
export const CACHE = join(PROJECT_ROOT, '.cache/bench');

export const REPORT = join(PROJECT_ROOT, 'docs/benchmarks.md');

/** Where the report's charts are. */
export const CHARTS = join(PROJECT_ROOT, 'docs/benchmarks');
