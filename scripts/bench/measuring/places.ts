import { join } from 'node:path';
import { PROJECT_FOLDER } from '../../cli/project';

/** Photos, bundled workers and the last findings; safe to delete. */
export const CACHE = join(PROJECT_FOLDER, '.cache/bench');
