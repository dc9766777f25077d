import type { Sharp } from 'sharp';
import { mountainSunrise } from './landscapes';
import { hash } from './noise';
import { open, paint } from './painting';

const SCENE_WIDTH = 600;
const SCENE_HEIGHT = 450;
/** Standard deviation of the noise, in levels of 255: a small sensor in daylight. */
const SENSOR_NOISE = 9;
/** The number of precomputed values. Each row of a picture starts at a different value. */
const NOISE_VALUES = 2 ** 20;

/**
 * A picture of camera size with sensor noise, opened for encoding. Decoders spend most of their time on the noise: 12
 * megapixels at JPEG quality 90 are 4 MB, a tenth of it without noise.
 */
export async function cameraPicture(width: number, height: number): Promise<Sharp> {
  const scene = open(paint(SCENE_WIDTH, SCENE_HEIGHT, mountainSunrise));
  const data = await scene.resize(width, height, { fit: 'fill', kernel: 'cubic' }).raw().toBuffer();
  addNoise(data, width * 3);
  return open({ data, width, height, channels: 3 });
}

function addNoise(data: Buffer, rowBytes: number): void {
  const noise = Int8Array.from({ length: NOISE_VALUES }, (_, index) => gaussian(index) * SENSOR_NOISE);
  const clamped = new Uint8ClampedArray(data.buffer, data.byteOffset, data.length);
  for (let start = 0; start < clamped.length; start += rowBytes) {
    const offset = Math.floor(hash(start) * NOISE_VALUES);
    for (let at = 0; at < rowBytes; at++) {
      clamped[start + at] = (clamped[start + at] ?? 0) + (noise[(offset + at) % NOISE_VALUES] ?? 0);
    }
  }
}

/** A value from a standard normal distribution (Box-Muller transform). */
const gaussian = (index: number): number =>
  Math.sqrt(-2 * Math.log(1 - hash(index, 1))) * Math.cos(2 * Math.PI * hash(index, 2));
