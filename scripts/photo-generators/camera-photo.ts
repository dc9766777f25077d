import type { Sharp } from 'sharp';
import { mountainSunrise } from './landscapes';
import { hash } from './noise';
import { open, paint } from './painting';

const SCENE_WIDTH = 600;
const SCENE_HEIGHT = 450;
/** Standard deviation of the noise, in levels of 255: a small sensor in daylight. */
const SENSOR_NOISE = 9;
/** As many values as are worked out; each row of a picture starts elsewhere among them. */
const NOISE_VALUES = 2 ** 20;

/**
 * A picture of a camera's size with the noise of its sensor, opened for encoding. The noise is what a decoder
 * spends its time on: 12 megapixels at JPEG quality 90 give 4 MB, without it a tenth.
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

/** Of a standard normal distribution (Box and Muller's method). */
const gaussian = (index: number): number =>
  Math.sqrt(-2 * Math.log(1 - hash(index, 1))) * Math.cos(2 * Math.PI * hash(index, 2));
