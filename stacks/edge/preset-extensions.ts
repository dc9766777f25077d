import { sizeName } from '../../lambda/domain/previews/preview-recipe';
import type { Settings } from '../settings';
import type { PresetExtensions } from './edge-code';

/** `original` is missing: the format differs from photo to photo, so only addresses with an extension work. */
const EXTENSIONS: Readonly<Record<string, string>> = { jpeg: 'jpg', png: 'png', webp: 'webp', avif: 'avif' };

/** The extensions that the settings give to the files of each preset. */
export function presetExtensions({ PREVIEW_SIZES, PREVIEW_FORMAT }: Settings): PresetExtensions {
  const extensions = [PREVIEW_FORMAT].flatMap((format) => EXTENSIONS[format] ?? []);
  return Object.fromEntries(PREVIEW_SIZES.map((size) => [sizeName(size), extensions]));
}
