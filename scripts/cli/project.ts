import { misspeltSettings } from '../../stacks/misspelt-settings';
import { SETTING_NAMES, type Settings, settingsOf } from '../../stacks/settings';
import { PROJECT_FOLDER } from './project-folder';
import { openTerminal } from './terminal';

/**
 * The settings of a deployment from this checkout and environment.
 * @throws InvalidSettingsError
 */
export function projectSettings(): Settings {
  for (const sentence of misspeltSettings(process.env, SETTING_NAMES)) remarkOnce(sentence);
  return settingsOf(PROJECT_FOLDER);
}

const remarked = new Set<string>();

function remarkOnce(sentence: string): void {
  if (!remarked.has(sentence)) openTerminal(false).remark(sentence);
  remarked.add(sentence);
}
