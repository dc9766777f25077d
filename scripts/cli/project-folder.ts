import { join } from 'node:path';

/** The root folder of the project. */
export const PROJECT_FOLDER = join(__dirname, '../..');
