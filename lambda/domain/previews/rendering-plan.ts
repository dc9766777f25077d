import type { ImageFacts } from '../image-record';
import type { Preset } from './preset';
import { type PreviewPlan, planPreview } from './preview-dimensions';
import { canMove, isAnimated, outputFormats, type PreviewOutputFormat } from './preview-encoding';
import type { PreviewRecipe } from './preview-recipe';

/** The plan for one preset of one image. */
export interface PresetPlan extends PreviewPlan {
  readonly preset: Preset;
  /** Distinct formats, best first. */
  readonly formats: readonly PreviewOutputFormat[];
}

/** The plan for all previews of one image. */
export interface RenderingPlan {
  /** Frames to decode: more than 1 if a preview is animated. */
  readonly frames: number;
  /** In the order of the presets in the recipe. */
  readonly previews: readonly PresetPlan[];
  /** The previews with the most and the fewest pixels before they are cropped. */
  readonly largest: PresetPlan;
  readonly smallest: PresetPlan;
}

/** Plans a rendering. The prediction of its memory and the rendering itself use the same plan. */
export function planRendering(facts: ImageFacts, { presets, maxFrames }: PreviewRecipe): RenderingPlan {
  const previews = presets.map((preset) => ({
    preset,
    formats: outputFormats(facts, preset.formats, maxFrames),
    ...planPreview(facts, preset, preset.fit),
  }));
  const moves = isAnimated(facts, maxFrames) && previews.some(({ formats }) => formats.some(canMove));
  return planOf(previews, moves ? facts.frames : 1);
}

/** Creates a plan for the given previews. @throws RangeError if there are none */
export function planOf(previews: readonly PresetPlan[], frames: number): RenderingPlan {
  const bySize = previews.toSorted((a, b) => area(a.scaled) - area(b.scaled));
  const [smallest, largest] = [bySize[0], bySize.at(-1)];
  if (!smallest || !largest) throw new RangeError('A recipe needs at least one preset; it has none.');
  return { frames, previews, largest, smallest };
}

/** Pixels. */
export const area = ({ width, height }: { width: number; height: number }): number => width * height;
