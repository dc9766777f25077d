import { FILE_EXTENSIONS } from '../../lambda/domain/previews/preview-files';
import { recipeBookOf } from '../../lambda/runtime/recipe-settings';
import type { Settings } from '../settings';
import type { PresetExtensions } from './edge-code';

/**
 * The extensions that the settings give to the files of each preset, best first. `original` is missing: the format
 * differs from photo to photo, so only addresses with an extension work.
 */
export function presetExtensions(settings: Settings): PresetExtensions {
  const presets = recipeBookOf(settings).folders.flatMap(({ recipe }) => recipe.presets);
  return Object.fromEntries(
    presets.map(({ name, formats }) => [
      name,
      formats.flatMap((format) => (format === 'original' ? [] : FILE_EXTENSIONS[format])),
    ]),
  );
}
