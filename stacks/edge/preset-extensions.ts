import { FILE_EXTENSIONS } from '../../lambda/domain/previews/preview-files';
import { recipeBookOf } from '../../lambda/runtime/recipe-settings';
import type { Settings } from '../settings';
import type { PresetExtensions } from './edge-code';

/**
 * The extensions of the files of each preset, best first. `original` is omitted, because its format differs between
 * photos, so only URLs with an extension work for it.
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
