import { decodeImage, scaleRaster } from '../image/decode-image';
import { type Raster, toRaster } from '../image/image-decoder';
import type { ImageHeader, InspectedImage } from '../image/inspect';
import { contentTypeOf } from '../image-record';
import type { RenderedPreview } from '../ports';
import { keepCopyright } from './copyright';
import { dominantColorOf, smallPictureOf, thumbHashOf } from './placeholder';
import { type AnimationTiming, encode, type PreviewEncoding } from './preview-encoding';
import { area, type NamedPlan, type RenderingPlan } from './rendering-plan';

export interface Rendering {
  /** In the order of the recipe's sizes. */
  readonly previews: readonly RenderedPreview[];
  /** Base64. */
  readonly thumbHash: string;
  /** `#rrggbb`. */
  readonly dominantColor: string;
}

/**
 * Makes all previews of an image that `inspect` admitted, from one decode: the original is decoded at the
 * scale of its largest preview (JPEG and WebP shrink while they decode), upright and in sRGB, and the smaller
 * previews, the placeholder and the colour are made from those pixels. Previews carry no metadata but the
 * copyright notice.
 * @param signal gives up where that is possible
 * @throws PermanentImageError `CORRUPT_IMAGE` when the pixels are cut off or damaged
 */
export async function renderPreviews(
  bytes: Buffer,
  image: InspectedImage,
  { encoding, previews: plans, largest, smallest }: RenderingPlan,
  signal?: AbortSignal,
): Promise<Rendering> {
  const { facts, header } = image;
  const pixels = await decodeImage(bytes, image, { frames: encoding.frames, size: largest.scaled, signal });
  const smallPixels = await toRaster(scaleRaster(pixels, smallest.scaled));
  const write = (plan: NamedPlan) =>
    writePreview(plan === smallest ? smallPixels : pixels, plan, encoding, {
      timing: encoding.frames > 1 ? timingOf(header) : {},
      copyright: facts.copyright,
    });
  const previews = await Promise.all(plans.map(write));
  const picture = smallPictureOf(smallPixels);
  return { previews, thumbHash: thumbHashOf(picture), dominantColor: dominantColorOf(picture) };
}

async function writePreview(
  pixels: Raster,
  { name, scaled, crop }: NamedPlan,
  { format }: PreviewEncoding,
  { timing, copyright }: { timing: AnimationTiming; copyright: string | undefined },
): Promise<RenderedPreview> {
  const { left, top, width, height } = crop;
  const preview = scaleRaster(pixels, scaled);
  if (area(crop) < area(scaled)) preview.extract({ left, top, width, height });
  if (copyright) keepCopyright(preview, copyright);
  const bytes = await encode(preview, format, timing).toBuffer();
  return { name, width, height, format, contentType: contentTypeOf(format), bytes };
}

const timingOf = ({ delay, loop }: ImageHeader): AnimationTiming => ({
  ...(delay && { delay }),
  ...(loop !== undefined && { loop }),
});
