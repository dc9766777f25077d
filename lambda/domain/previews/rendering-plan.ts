import type { ImageFacts } from '../image-record';
import { type PreviewPlan, planPreview } from './preview-dimensions';
import { type PreviewEncoding, previewEncoding } from './preview-encoding';
import { type PreviewRecipe, sizeName } from './preview-recipe';

export interface NamedPlan extends PreviewPlan {
  readonly name: string;
}

/** Everything that will be made of one image. */
export interface RenderingPlan {
  readonly encoding: PreviewEncoding;
  /** In the order of the recipe's sizes. */
  readonly previews: readonly NamedPlan[];
  /** The previews with the most and the fewest pixels before they are cropped. */
  readonly largest: NamedPlan;
  readonly smallest: NamedPlan;
}

/** Plans a rendering once, for those that predict its memory and those that carry it out. */
export function planRendering(facts: ImageFacts, recipe: PreviewRecipe): RenderingPlan {
  const previews = recipe.sizes.map((box) => ({
    name: sizeName(box),
    ...planPreview(facts, box, recipe.fit),
  }));
  const bySize = previews.toSorted((a, b) => area(a.scaled) - area(b.scaled));
  const [smallest, largest] = [bySize[0], bySize.at(-1)];
  if (!smallest || !largest) throw new RangeError('A recipe needs at least one size; it has none.');
  return { encoding: previewEncoding(facts, recipe), previews, largest, smallest };
}

export const area = ({ width, height }: { width: number; height: number }): number => width * height;
