import type { PreviewFit, PreviewSize } from './preset';

/** A part of a picture, or its position on a larger one, in pixels. */
export interface Area extends PreviewSize {
  readonly left: number;
  readonly top: number;
}

/** The steps from an image to a preview: scale the whole image to `scaled`, then cut it to `crop`. All in pixels. */
export interface PreviewPlan {
  readonly scaled: PreviewSize;
  /** Equal to `scaled` at 0, 0 if nothing is cut off. */
  readonly crop: Area;
  /** For a contained photo with bars: the size of the preview, and the position of the photo in it. */
  readonly canvas?: Area;
}

/**
 * Computes the dimensions that a direct resize of the original would give. Dimensions computed from pixels that are
 * already scaled would differ by a pixel for about one aspect ratio in ten. Nothing is enlarged, and no edge becomes 0.
 */
export function planPreview(original: PreviewSize, box: PreviewSize, fit: PreviewFit): PreviewPlan {
  const [across, down] = [original.width / box.width, original.height / box.height];
  const shrink = Math.max(1, fit === 'cover' ? Math.min(across, down) : Math.max(across, down));
  const scaled = { width: scaleEdge(original.width, shrink), height: scaleEdge(original.height, shrink) };
  const width = Math.min(scaled.width, box.width);
  const height = Math.min(scaled.height, box.height);
  const left = Math.floor((scaled.width - width + 1) / 2);
  const top = Math.floor((scaled.height - height + 1) / 2);
  const plan = { scaled, crop: { left, top, width, height } };
  const hasBars = fit === 'contain' && (width < box.width || height < box.height);
  return hasBars ? { ...plan, canvas: centredIn(box, scaled) } : plan;
}

const scaleEdge = (edge: number, shrink: number): number => Math.max(1, Math.round(edge / shrink));

const centredIn = ({ width, height }: PreviewSize, picture: PreviewSize): Area => ({
  width,
  height,
  left: Math.floor((width - picture.width) / 2),
  top: Math.floor((height - picture.height) / 2),
});

/** The size of the preview itself. */
export const sizeOf = ({ crop, canvas = crop }: PreviewPlan): PreviewSize => ({
  width: canvas.width,
  height: canvas.height,
});
