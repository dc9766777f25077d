import sharp from 'sharp';
import type { RenderedPreview } from '../../../lambda/domain/ports';
import { thumbHashOf } from '../../../lambda/domain/previews/placeholder';
import { nightCity } from '../../../photo-generators/city';
import { dunes, mountainSunrise } from '../../../photo-generators/landscapes';
import { open, paint } from '../../../photo-generators/painting';
import { stillLife } from '../../../photo-generators/studio';

/** A small picture with all that a record says of it. */
export interface Picture {
  readonly previews: readonly RenderedPreview[];
  readonly thumbHash: string;
  readonly dominantColor: string;
}

const SCENES = [mountainSunrise, dunes, nightCity, stillLife];
/** Degrees by which the hues of a scene are turned, so that a large sheet does not look stamped. */
const HUES = [0, 40, 180, 320];
const WIDTHS = [150, 300];

/** A handful of pictures to fill a gallery of any size with. */
export async function smallPictures(): Promise<Picture[]> {
  const canvases = SCENES.map((scene) => paint(240, 160, scene));
  return Promise.all(
    canvases.flatMap((canvas) =>
      HUES.map(async (hue) => pictureOf(await open(canvas).modulate({ hue }).png().toBuffer())),
    ),
  );
}

/** A photo worth a page of its own. */
export const mountainPhoto = (): Promise<Buffer> =>
  open(paint(900, 600, mountainSunrise))
    .withExif({ IFD0: { Make: 'Darkroom', Model: 'Pinhole One' } })
    .jpeg({ quality: 90 })
    .toBuffer();

async function pictureOf(bytes: Buffer): Promise<Picture> {
  const previews = WIDTHS.map(async (width) => {
    const height = Math.round((width * 2) / 3);
    const preview = await sharp(bytes).resize(width, height).webp({ quality: 60, effort: 0 }).toBuffer();
    const described = { name: `${width}x${width}`, format: 'webp', contentType: 'image/webp' } as const;
    return { ...described, width, height, bytes: preview };
  });
  const tiny = await sharp(bytes).resize(90, 60).ensureAlpha().raw().toBuffer();
  const { dominant } = await sharp(bytes).stats();
  const hex = [dominant.r, dominant.g, dominant.b].map((value) => value.toString(16).padStart(2, '0'));
  return {
    previews: await Promise.all(previews),
    thumbHash: thumbHashOf({ rgba: new Uint8ClampedArray(tiny), width: 90, height: 60 }),
    dominantColor: `#${hex.join('')}`,
  };
}
