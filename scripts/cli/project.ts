import { join } from 'node:path';
import { type Settings, settingsOf } from '../../stacks/settings';

/** The root folder of the project. */
export const PROJECT_FOLDER = join(__dirname, '../..');

/**
 * The settings of a deployment from this checkout and environment.
 * @throws InvalidSettingsError
 */
export const projectSettings = (): Settings => settingsOf(PROJECT_FOLDER);
