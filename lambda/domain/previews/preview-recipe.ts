import { createHash } from 'node:crypto';
import { type Preset, type PreviewFit, type PreviewFormat, type PreviewSize, sizeName } from './preset';

/** The settings that decide what the previews of a photo look like. Equal recipes produce equal previews. */
export interface PreviewRecipe {
  readonly presets: readonly Preset[];
  /** 1 keeps only the first frame. A larger number makes animated previews of up to that many frames. */
  readonly maxFrames: number;
}

/** Previews that differ only in their size. */
export interface SizedPreviews {
  readonly sizes: readonly PreviewSize[];
  readonly formats: readonly PreviewFormat[];
  readonly fit: PreviewFit;
  readonly quality?: number | undefined;
  readonly maxFrames: number;
}

/** Increase this number if the rendering code produces other pixels for the same settings. */
const RENDERING_REVISION = 1;

/** The recipe for a list of sizes: one preset for each, named after its size. */
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

/** A stable fingerprint of a recipe: 16 hexadecimal digits, independent of the order of the presets. */
export const recipeId = (recipe: PreviewRecipe): string =>
  digest(isOfSizes(recipe) ? canonicalSizes(recipe) : canonicalPresets(recipe)).slice(0, 16);

/** A fingerprint of everything that affects the files of a preset except their formats: 8 hexadecimal digits. */
export const presetId = (preset: Preset, maxFrames: number): string =>
  digest([RENDERING_REVISION, ...shapeOf(preset), maxFrames]).slice(0, 8);

const digest = (value: unknown): string => createHash('sha256').update(JSON.stringify(value)).digest('hex');

/** Whether the presets are plain sizes in one format and fit, the only kind that existed before named presets. */
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

/** Plain sizes keep the recipe id from before named presets, so that existing previews stay up to date. */
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
