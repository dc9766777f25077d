import * as z from 'zod/mini';
import type { Preset, PreviewFit, PreviewFormat, PreviewSize } from '../domain/previews/preset';
import { recipeOfSizes } from '../domain/previews/preview-recipe';
import { bookOfFolders, bookOfOne, type RecipeBook } from '../domain/previews/recipe-book';
import { type PreviewsFile, previewsVariable } from './previews-file';
import { maxFrames, previewFit, previewFormats, previewQuality, previewSizes } from './setting-fields';

/** The environment variables of the recipes: `PREVIEWS`, or sizes and their fit. */
export const recipeVariables = {
  PREVIEW_SIZES: z.optional(previewSizes),
  PREVIEW_FORMAT: previewFormats,
  PREVIEW_FIT: z.optional(previewFit),
  PREVIEW_QUALITY: z.optional(previewQuality),
  PREVIEWS: z.optional(previewsVariable),
  MAX_FRAMES: maxFrames,
};

/** The settings of the recipes, from a deployment or from the environment of a function. */
export interface RecipeSettings {
  readonly PREVIEW_SIZES?: readonly PreviewSize[] | undefined;
  readonly PREVIEW_FORMAT: readonly PreviewFormat[];
  readonly PREVIEW_FIT?: PreviewFit | undefined;
  readonly PREVIEW_QUALITY?: number | undefined;
  /** Replaces sizes and fit. */
  readonly PREVIEWS?: PreviewsFile | undefined;
  readonly MAX_FRAMES: number;
}

type GivenPreset = Omit<PreviewsFile['presets'][string], 'formats'> & {
  readonly formats?: readonly PreviewFormat[] | undefined;
};

/** Creates the recipes from the settings. */
export function recipeBookOf(settings: RecipeSettings): RecipeBook {
  const { PREVIEW_FORMAT: formats, PREVIEW_QUALITY: quality, MAX_FRAMES, PREVIEWS } = settings;
  if (!PREVIEWS) {
    const { PREVIEW_SIZES: sizes = [], PREVIEW_FIT: fit = 'inside' } = settings;
    return bookOfOne(recipeOfSizes({ sizes, formats, fit, quality, maxFrames: MAX_FRAMES }));
  }
  const presets = Object.entries(PREVIEWS.presets).map(([name, given]) =>
    presetOf(name, { quality, formats, ...given }),
  );
  return bookOfFolders(presets, PREVIEWS.folders ?? {}, MAX_FRAMES);
}

function presetOf(
  name: string,
  { width, height, fit = 'inside', position = 'centre', background, quality, formats = [] }: GivenPreset,
): Preset {
  return {
    name,
    width,
    height,
    fit,
    position,
    ...(background && { background: background.toLowerCase() }),
    ...(quality && { quality }),
    formats,
  };
}
