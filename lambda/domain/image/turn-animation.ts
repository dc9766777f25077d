import { openRaster, type Raster, toRaster } from './image-decoder';

/** The operation that makes an image upright, by EXIF orientation: turn clockwise, then mirror left to right. */
const TURNS: Readonly<Record<number, { readonly angle: number; readonly isMirrored: boolean }>> = {
  2: { angle: 0, isMirrored: true },
  3: { angle: 180, isMirrored: false },
  4: { angle: 180, isMirrored: true },
  5: { angle: 90, isMirrored: true },
  6: { angle: 90, isMirrored: false },
  7: { angle: 270, isMirrored: true },
  8: { angle: 270, isMirrored: false },
};

/**
 * Turns each frame of an animation upright. The decoder would turn the stack of all frames, which reverses their order
 * or fails.
 */
export async function turnAnimation(animation: Raster, orientation: number): Promise<Raster> {
  const turn = TURNS[orientation];
  if (!turn) return animation;
  const frameBytes = animation.data.length / animation.frames;
  const turned: Raster[] = [];
  for (let start = 0; start < animation.data.length; start += frameBytes) {
    const data = animation.data.subarray(start, start + frameBytes);
    const rotated = await toRaster(openRaster({ ...animation, data, frames: 1 }).rotate(turn.angle));
    turned.push(turn.isMirrored ? await toRaster(openRaster(rotated).flop()) : rotated);
  }
  const { width, height, channels } = turned[0] ?? animation;
  return {
    data: Buffer.concat(turned.map(({ data }) => data)),
    width,
    height,
    frames: animation.frames,
    channels,
  };
}
