import { join } from 'node:path';
import { PROJECT_FOLDER } from '../../cli/project-folder';

/** Photos and bundled workers; safe to delete. */
export const CACHE = join(PROJECT_FOLDER, '.cache/bench');
