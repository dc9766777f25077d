import { createHash } from 'node:crypto';
import { type Preset, type PreviewFit, type PreviewFormat, type PreviewSize, sizeName } from './preset';

/** The settings that decide what the previews of a photo look like. Two equal recipes give equal previews. */
export interface PreviewRecipe {
  readonly presets: readonly Preset[];
  /** 1 keeps the first frame alone; more makes animated previews of at most so many frames. */
  readonly maxFrames: number;
}

/** Previews that differ in their size alone. */
export interface SizedPreviews {
  readonly sizes: readonly PreviewSize[];
  readonly formats: readonly PreviewFormat[];
  readonly fit: PreviewFit;
  readonly quality?: number | undefined;
  readonly maxFrames: number;
}

/** Raised when the rendering code itself starts to give other pixels for the same settings. */
const RENDERING_REVISION = 1;

/** The recipe of sizes: a preset for each, with the name of its size. */
export const recipeOfSizes = ({ sizes, formats, fit, quality, maxFrames }: SizedPreviews): PreviewRecipe => ({
  presets: sizes.map(({ width, height }) => ({
    name: sizeName({ width, height }),
    width,
    height,
    fit,
    position: 'centre',
    ...(quality && { quality }),
    formats,
  })),
  maxFrames,
});

/** A short, stable fingerprint of a recipe: 16 hex digits, independent of the order of the presets. */
export const recipeId = (recipe: PreviewRecipe): string =>
  digest(isOfSizes(recipe) ? canonicalSizes(recipe) : canonicalPresets(recipe)).slice(0, 16);

/** A fingerprint of everything that shapes the files of a preset but their formats: 8 hex digits. */
export const presetId = (preset: Preset, maxFrames: number): string =>
  digest([RENDERING_REVISION, ...shapeOf(preset), maxFrames]).slice(0, 8);

const digest = (value: unknown): string => createHash('sha256').update(JSON.stringify(value)).digest('hex');

/** Whether the presets are sizes in one format and fit, as those of every deployment were before presets had names. */
export function isOfSizes({ presets }: PreviewRecipe): boolean {
  const [first] = presets;
  return presets.every(
    (preset) =>
      preset.name === sizeName(preset) &&
      preset.position === 'centre' &&
      preset.fit !== 'contain' &&
      preset.background === undefined &&
      preset.quality === undefined &&
      preset.formats.length === 1 &&
      preset.formats[0] === first?.formats[0] &&
      preset.fit === first?.fit,
  );
}

/** Sizes are named by the id that they had before presets, so that no preview is outdated by it. */
function canonicalSizes({ presets, maxFrames }: PreviewRecipe): unknown {
  const [first] = presets;
  return [RENDERING_REVISION, presets.map(sizeName).sort(), first?.formats[0], first?.fit, maxFrames];
}

const canonicalPresets = ({ presets, maxFrames }: PreviewRecipe): unknown => [
  RENDERING_REVISION,
  presets
    .map((preset) => [preset.name, ...shapeOf(preset), preset.formats])
    .sort(([a], [b]) => (String(a) < String(b) ? -1 : 1)),
  maxFrames,
];

const shapeOf = ({ width, height, fit, position, background, quality }: Preset): unknown[] => [
  width,
  height,
  fit,
  position,
  background ?? null,
  quality ?? null,
];
