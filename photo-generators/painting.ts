import sharp, { type Sharp } from 'sharp';

/** Red, green and blue from 0 to 255. Painting rounds and clamps them. */
export type Colour = readonly [red: number, green: number, blue: number];

/** The colour at a position: `u` from 0 at the left edge to 1, `v` from 0 at the top to 1. */
export type Scene = (u: number, v: number) => Colour;

/** Pixels row by row, with 8 bits a channel: RGB or RGBA. */
export interface Canvas {
  readonly data: Buffer;
  readonly width: number;
  readonly height: number;
  readonly channels: 3 | 4;
}

/** Paints an opaque picture pixel by pixel. */
export function paint(width: number, height: number, scene: Scene): Canvas {
  const data = new Uint8ClampedArray(width * height * 3);
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0; x < width; x++, at += 3) {
      const [red, green, blue] = scene((x + 0.5) / width, (y + 0.5) / height);
      data[at] = red;
      data[at + 1] = green;
      data[at + 2] = blue;
    }
  }
  return { data: Buffer.from(data.buffer), width, height, channels: 3 };
}

/** Adds transparency: `cover` from 0, transparent, to 1, opaque. */
export function cutOut({ data, width, height }: Canvas, cover: (u: number, v: number) => number): Canvas {
  const rgba = new Uint8ClampedArray(width * height * 4);
  for (let pixel = 0; pixel < width * height; pixel++) {
    const [column, row] = [pixel % width, Math.floor(pixel / width)];
    rgba.set(data.subarray(pixel * 3, pixel * 3 + 3), pixel * 4);
    rgba[pixel * 4 + 3] = 255 * cover((column + 0.5) / width, (row + 0.5) / height);
  }
  return { data: Buffer.from(rgba.buffer), width, height, channels: 4 };
}

/** Opens a painted picture for encoding. */
export const open = ({ data, width, height, channels }: Canvas): Sharp =>
  sharp(data, { raw: { width, height, channels } });

/** Opens frames of equal size as one animation. */
export function openAnimation(frames: readonly [Canvas, ...Canvas[]]): Sharp {
  const [{ width, height, channels }] = frames;
  const raw = { width, height: height * frames.length, channels, pageHeight: height };
  return sharp(Buffer.concat(frames.map(({ data }) => data)), { raw });
}

/** Mixes two colours: `share` 0 is `from`, 1 is `to`; other values are clamped. */
export function blend(from: Colour, to: Colour, share: number): Colour {
  const part = clamp(share);
  return [
    from[0] + (to[0] - from[0]) * part,
    from[1] + (to[1] - from[1]) * part,
    from[2] + (to[2] - from[2]) * part,
  ];
}

/** Makes a colour lighter or darker by the same amount in each channel. */
export const lighten = ([red, green, blue]: Colour, by: number): Colour => [red + by, green + by, blue + by];

export const clamp = (value: number): number => Math.min(1, Math.max(0, value));

/** 0 below `from`, 1 above `to`, smooth between them. */
export function smoothStep(from: number, to: number, value: number): number {
  const share = clamp((value - from) / (to - from));
  return share * share * (3 - 2 * share);
}

/** Caches a value per column of the picture. */
export function perColumn<Value>(valueAt: (u: number) => Value): (u: number) => Value {
  const cache = new Map<number, Value>();
  return (u) => {
    let value = cache.get(u);
    if (value === undefined) {
      value = valueAt(u);
      cache.set(u, value);
    }
    return value;
  };
}
