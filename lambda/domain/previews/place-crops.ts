import type { Raster } from '../image/image-decoder';
import type { RecordedFocus } from '../image-record';
import { cropAround, type FocalPoint } from './focal-point';
import type { PresetPlan } from './rendering-plan';
import { attentionOf, busiestCrop, isLargeEnough, smallCopyOf } from './salience';

export interface PlacedCrops {
  /** The plans with their crops where they belong. */
  readonly plans: readonly PresetPlan[];
  /** The point that crops were placed around; absent where none was. */
  readonly focus?: RecordedFocus;
}

/**
 * Places the crops that are not in the middle. Where attention or detail decide, one small copy of the picture is
 * looked at, once for all presets.
 * @param wanted the point that somebody chose
 * @param rasters the pixels of the largest and of the smallest preview
 */
export async function placeCrops(
  plans: readonly PresetPlan[],
  wanted: RecordedFocus | undefined,
  [pixels, smallPixels]: readonly [Raster, Raster],
): Promise<PlacedCrops> {
  const isAsked = (...positions: readonly string[]) =>
    plans.some(({ preset }) => preset.fit === 'cover' && positions.includes(preset.position));
  const usesFocus = isAsked('focus');
  const chosen = usesFocus ? wanted : undefined;
  const looksFor = isAsked('attention') || (usesFocus && !chosen);
  const small =
    looksFor || isAsked('entropy')
      ? await smallCopyOf(isLargeEnough(smallPixels) ? smallPixels : pixels)
      : undefined;
  const attention = small && looksFor ? await attentionOf(small) : undefined;
  const focus: RecordedFocus | undefined = chosen ?? (attention && { ...attention, from: 'attention' });
  const placed = plans.map((plan) => placedCrop(plan, { small, attention, focus }));
  return { plans: await Promise.all(placed), ...(focus && { focus }) };
}

interface Known {
  readonly small: Raster | undefined;
  readonly attention: FocalPoint | undefined;
  readonly focus: FocalPoint | undefined;
}

async function placedCrop(plan: PresetPlan, { small, attention, focus }: Known): Promise<PresetPlan> {
  const { fit, position } = plan.preset;
  if (fit !== 'cover') return plan;
  if (position === 'entropy' && small) return { ...plan, crop: await busiestCrop(small, plan) };
  const point = position === 'attention' ? attention : position === 'focus' ? focus : undefined;
  return point ? { ...plan, crop: cropAround(plan, point) } : plan;
}
