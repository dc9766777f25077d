import { scaleRaster } from '../image/decode-image';
import { openRaster, type Raster, toRaster } from '../image/image-decoder';
import { type FocalPoint, rounded } from './focal-point';
import type { Area, PreviewPlan } from './preview-dimensions';

/**
 * The edge of the small copy in which the subject of a picture is searched. A larger one is not more accurate: libvips
 * computes attention from 32x32 pixels, and entropy from a histogram.
 */
const MAX_EDGE = 160;
/** A smaller picture has no subject, and libvips could not crop it. */
const MIN_EDGE = 8;

const MIDDLE: FocalPoint = { x: 0.5, y: 0.5 };

/** libvips returns the attention point only with a crop. The crop keeps this fraction of the longer edge. */
const CUT = 0.75;

/** Whether a picture is large enough to make the small copy from it. */
export const isLargeEnough = ({ width, height }: Raster): boolean => Math.max(width, height) >= MAX_EDGE;

/** A copy of the first frame whose edges have at most `MAX_EDGE` pixels. */
export function smallCopyOf(pixels: Raster): Promise<Raster> {
  const { width, height } = pixels;
  const scale = Math.min(1, MAX_EDGE / Math.max(width, height));
  const size = { width: edge(width * scale), height: edge(height * scale) };
  return toRaster(scaleRaster(firstFrame(pixels), size));
}

/** The point that attracts the most attention by contrast, saturated colours and skin tones. */
export async function attentionOf(small: Raster): Promise<FocalPoint> {
  const { width, height } = small;
  if (Math.max(width, height) < MIN_EDGE) return MIDDLE;
  const [cutWidth, cutHeight] = width >= height ? [edge(width * CUT), height] : [width, edge(height * CUT)];
  const { info } = await openRaster(small)
    .resize(cutWidth, cutHeight, { fit: 'cover', position: 'attention' })
    .raw()
    .toBuffer({ resolveWithObject: true });
  const { attentionX = width / 2, attentionY = height / 2 } = info;
  // If nothing stands out, libvips returns the first pixel.
  if (attentionX === 0 && attentionY === 0) return MIDDLE;
  return rounded({ x: Math.min(1, attentionX / width), y: Math.min(1, attentionY / height) });
}

/** The crop of a plan that contains the most detail. */
export async function busiestCrop(small: Raster, { scaled, crop }: PreviewPlan): Promise<Area> {
  const { width, height } = crop;
  const scale = { x: small.width / scaled.width, y: small.height / scaled.height };
  const { info } = await openRaster(small)
    .resize(edge(width * scale.x), edge(height * scale.y), { fit: 'cover', position: 'entropy' })
    .raw()
    .toBuffer({ resolveWithObject: true });
  const left = Math.round(Math.abs(info.cropOffsetLeft ?? 0) / scale.x);
  const top = Math.round(Math.abs(info.cropOffsetTop ?? 0) / scale.y);
  return {
    width,
    height,
    left: Math.min(scaled.width - width, left),
    top: Math.min(scaled.height - height, top),
  };
}

const edge = (length: number): number => Math.max(1, Math.round(length));

/** The first frame of an animation. */
export const firstFrame = ({ data, width, height, channels }: Raster): Raster => ({
  data: data.subarray(0, width * height * channels),
  width,
  height,
  channels,
  frames: 1,
});
