import type { Raster } from '../image/image-decoder';
import type { RecordedFocus } from '../image-record';
import { cropAround, type FocalPoint } from './focal-point';
import type { PresetPlan } from './rendering-plan';
import { attentionOf, busiestCrop, isLargeEnough, smallCopyOf } from './salience';

export interface PlacedCrops {
  /** The plans, with their crops placed. */
  readonly plans: readonly PresetPlan[];
  /** The point that crops were placed around; absent if no preset uses one. */
  readonly focus?: RecordedFocus;
}

/**
 * Places the crops that are not centred. For attention and entropy, one small copy of the picture is analysed for all
 * presets.
 * @param specified the focal point from a request or from the metadata
 * @param rasters the pixels of the largest and of the smallest preview
 */
export async function placeCrops(
  plans: readonly PresetPlan[],
  specified: RecordedFocus | undefined,
  [pixels, smallPixels]: readonly [Raster, Raster],
): Promise<PlacedCrops> {
  const isUsed = (...positions: readonly string[]) =>
    plans.some(({ preset }) => preset.fit === 'cover' && positions.includes(preset.position));
  const usesFocus = isUsed('focus');
  const chosen = usesFocus ? specified : undefined;
  const needsAttention = isUsed('attention') || (usesFocus && !chosen);
  const small =
    needsAttention || isUsed('entropy')
      ? await smallCopyOf(isLargeEnough(smallPixels) ? smallPixels : pixels)
      : undefined;
  const attention = small && needsAttention ? await attentionOf(small) : undefined;
  const focus: RecordedFocus | undefined = chosen ?? (attention && { ...attention, from: 'attention' });
  const placed = plans.map((plan) => placedCrop(plan, { small, attention, focus }));
  return { plans: await Promise.all(placed), ...(focus && { focus }) };
}

interface CropHints {
  readonly small: Raster | undefined;
  readonly attention: FocalPoint | undefined;
  readonly focus: FocalPoint | undefined;
}

async function placedCrop(plan: PresetPlan, { small, attention, focus }: CropHints): Promise<PresetPlan> {
  const { fit, position } = plan.preset;
  if (fit !== 'cover') return plan;
  if (position === 'entropy' && small) return { ...plan, crop: await busiestCrop(small, plan) };
  const point = position === 'attention' ? attention : position === 'focus' ? focus : undefined;
  return point ? { ...plan, crop: cropAround(plan, point) } : plan;
}
