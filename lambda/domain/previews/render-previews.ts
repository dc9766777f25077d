import type { Metadata, Sharp } from 'sharp';
import { PermanentImageError } from '../errors';
import { openPixels, openRaster, type Raster, toRaster } from '../image/image-decoder';
import type { InspectedImage } from '../image/inspect';
import { contentTypeOf } from '../image-record';
import type { RenderedPreview } from '../ports';
import { keepCopyright } from './copyright';
import { dominantColorOf, smallPictureOf, thumbHashOf } from './placeholder';
import { type AnimationTiming, encode, type PreviewEncoding } from './preview-encoding';
import type { PreviewSize } from './preview-recipe';
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
 * @throws PermanentImageError `CORRUPT_IMAGE` when the pixels are cut off or damaged
 */
export async function renderPreviews(
  bytes: Buffer,
  { facts, header }: InspectedImage,
  { encoding, previews: plans, largest, smallest }: RenderingPlan,
): Promise<Rendering> {
  const pixels = await decode(bytes, { facts, header }, encoding.frames, largest.scaled);
  const smallPixels = await toRaster(scale(pixels, smallest.scaled));
  const write = (plan: NamedPlan) =>
    writePreview(plan === smallest ? smallPixels : pixels, plan, encoding, {
      timing: encoding.frames > 1 ? timingOf(header) : {},
      copyright: facts.copyright,
    });
  const previews = await Promise.all(plans.map(write));
  const picture = smallPictureOf(smallPixels);
  return { previews, thumbHash: thumbHashOf(picture), dominantColor: dominantColorOf(picture) };
}

async function decode(
  bytes: Buffer,
  { facts, header }: InspectedImage,
  frames: number,
  size: PreviewSize,
): Promise<Raster> {
  const pixels = openPixels(bytes, { pixels: area(facts) * frames, frames });
  // 16 bits a channel are worked on in Display P3, and would come out as its numbers, not as sRGB's.
  if (facts.space === 'rgb16' && header.hasProfile) pixels.withIccProfile('srgb', { attach: false });
  try {
    return await toRaster(pixels.resize(size.width, size.height, { fit: 'fill' }));
  } catch (cause) {
    const message = `The picture in this ${facts.format.toUpperCase()} is damaged or cut off. Export the photo again and upload it.`;
    throw new PermanentImageError('CORRUPT_IMAGE', message, { cause });
  }
}

const scale = (pixels: Raster, { width, height }: PreviewSize): Sharp =>
  openRaster(pixels).resize(width, height, { fit: 'fill' });

async function writePreview(
  pixels: Raster,
  { name, scaled, crop }: NamedPlan,
  { format }: PreviewEncoding,
  { timing, copyright }: { timing: AnimationTiming; copyright: string | undefined },
): Promise<RenderedPreview> {
  const { left, top, width, height } = crop;
  const preview = scale(pixels, scaled);
  if (area(crop) < area(scaled)) preview.extract({ left, top, width, height });
  if (copyright) keepCopyright(preview, copyright);
  const bytes = await encode(preview, format, timing).toBuffer();
  return { name, width, height, format, contentType: contentTypeOf(format), bytes };
}

const timingOf = ({ delay, loop }: Metadata): AnimationTiming => ({
  ...(delay && { delay }),
  ...(loop !== undefined && { loop }),
});
