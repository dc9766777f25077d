import type { Sharp } from 'sharp';
import { decodeImage, scaleRaster } from '../image/decode-image';
import { openRaster, type Raster, toRaster } from '../image/image-decoder';
import type { ImageHeader, InspectedImage } from '../image/inspect';
import { contentTypeOf, type RecordedFocus } from '../image-record';
import type { RenderedPreview } from '../ports';
import { keepCopyright } from './copyright';
import { placeCrops } from './place-crops';
import { dominantColorOf, smallPictureOf, thumbHashOf } from './placeholder';
import { sizeOf } from './preview-dimensions';
import { type AnimationTiming, canMove, encode, type PreviewOutputFormat } from './preview-encoding';
import { area, type PresetPlan, type RenderingPlan } from './rendering-plan';
import { firstFrame } from './salience';

export interface Rendering {
  /** All files, in the order of the presets and of their formats. */
  readonly previews: readonly RenderedPreview[];
  /** Base64. */
  readonly thumbHash: string;
  /** `#rrggbb`. */
  readonly dominantColor: string;
  /** The point that crops were placed around; absent if no preset uses one. */
  readonly focus?: RecordedFocus;
}

export interface RenderingOptions {
  /** Stops rendering, if the decoder can be interrupted. */
  readonly signal?: AbortSignal | undefined;
  /** The focal point from a request or from the metadata. */
  readonly focus?: RecordedFocus | undefined;
}

/**
 * Makes all previews of an image that `inspect` accepted. The original is decoded once, at the scale of the largest
 * preview (the decoders of JPEG and WebP can scale), upright and in sRGB. The other previews, the placeholder and the
 * dominant colour are made from these pixels. The only metadata in previews is the copyright notice.
 * @throws PermanentImageError `CORRUPT_IMAGE` if pixels are missing or damaged
 */
export async function renderPreviews(
  bytes: Buffer,
  image: InspectedImage,
  { frames, previews: planned, largest, smallest }: RenderingPlan,
  { signal, focus: specified }: RenderingOptions = {},
): Promise<Rendering> {
  const { facts, header } = image;
  const pixels = await decodeImage(bytes, image, { frames, size: largest.scaled, signal });
  const smallPixels = await toRaster(scaleRaster(pixels, smallest.scaled));
  const { plans, focus } = await placeCrops(planned, specified, [pixels, smallPixels]);
  const write = (plan: PresetPlan) =>
    writePreset(plan.preset === smallest.preset ? smallPixels : pixels, plan, {
      timing: frames > 1 ? timingOf(header) : {},
      copyright: facts.copyright,
    });
  const previews = (await Promise.all(plans.map(write))).flat();
  const picture = smallPictureOf(smallPixels);
  const dominantColor = dominantColorOf(picture);
  return { previews, thumbHash: thumbHashOf(picture), dominantColor, ...(focus && { focus }) };
}

interface Extras {
  readonly timing: AnimationTiming;
  readonly copyright: string | undefined;
}

/** Encodes every format from the same pixels. A single format is encoded without a copy of the pixels in memory. */
async function writePreset(pixels: Raster, plan: PresetPlan, extras: Extras): Promise<RenderedPreview[]> {
  const [first, ...others] = plan.formats;
  if (first && others.length === 0) {
    const source = canMove(first) ? pixels : still(pixels);
    return [await writeFile(framed(source, plan, backgroundOf(plan, first)), plan, first, extras)];
  }
  const raster = await toRaster(framed(pixels, plan, backgroundOf(plan)));
  return Promise.all(
    plan.formats.map((format) =>
      writeFile(openRaster(canMove(format) ? raster : still(raster)), plan, format, extras),
    ),
  );
}

const still = (pixels: Raster): Raster => (pixels.frames > 1 ? firstFrame(pixels) : pixels);

const WHITE = '#ffffff';
const TRANSPARENT = { r: 0, g: 0, b: 0, alpha: 0 };

/** The background colour of a preset; without one, white for JPEG and undefined for other formats. */
const backgroundOf = ({ preset }: PresetPlan, format?: PreviewOutputFormat): string | undefined =>
  preset.background ?? (format === 'jpeg' ? WHITE : undefined);

/** Scales and crops the photo, and places it on its background. */
function framed(pixels: Raster, { scaled, crop, canvas, preset }: PresetPlan, background?: string): Sharp {
  const picture = scaleRaster(pixels, scaled);
  if (area(crop) < area(scaled)) {
    picture.extract({ left: crop.left, top: crop.top, width: crop.width, height: crop.height });
  }
  if (preset.background) picture.flatten({ background: preset.background });
  if (!canvas) return picture;
  return picture.extend({
    left: canvas.left,
    top: canvas.top,
    right: canvas.width - scaled.width - canvas.left,
    bottom: canvas.height - scaled.height - canvas.top,
    background: background ?? TRANSPARENT,
  });
}

async function writeFile(
  picture: Sharp,
  plan: PresetPlan,
  format: PreviewOutputFormat,
  { timing, copyright }: Extras,
): Promise<RenderedPreview> {
  const { name, quality, background = WHITE } = plan.preset;
  if (copyright) keepCopyright(picture, copyright);
  const bytes = await encode(picture, format, { quality, timing, background }).toBuffer();
  return { name, ...sizeOf(plan), format, contentType: contentTypeOf(format), bytes };
}

const timingOf = ({ delay, loop }: ImageHeader): AnimationTiming => ({
  ...(delay && { delay }),
  ...(loop !== undefined && { loop }),
});
