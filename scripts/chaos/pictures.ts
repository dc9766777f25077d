import sharp from 'sharp';
import type { PermanentFailureCode } from '../../lambda/domain/errors';
import { pngWithoutPixels } from '../../photo-generators/png-file';
import { between, chance, pick } from './seeded-choices';

/** The expected record of a file. All pictures of a run differ, so that a mix-up is noticed. */
export type Expected =
  | {
      readonly status: 'COMPLETED';
      readonly format: PictureFormat;
      readonly width: number;
      readonly height: number;
      /** Red, green and blue of the whole picture, from 0 to 255. */
      readonly colour: readonly [number, number, number];
    }
  | { readonly status: 'FAILED'; readonly code: PermanentFailureCode };

export type PictureFormat = 'jpeg' | 'png' | 'webp' | 'gif' | 'tiff';
type Damage = 'no-photo' | 'empty' | 'cut-off' | 'bomb';

/** A file to upload, chosen by the seed. `make` generates its bytes. */
export interface PlannedFile {
  readonly expected: Expected;
  readonly damage?: Damage;
  readonly make: () => Promise<Buffer>;
}

const FORMATS: Readonly<Record<PictureFormat, number>> = {
  jpeg: 0.7,
  png: 0.12,
  webp: 0.12,
  gif: 0.03,
  tiff: 0.03,
};
const DAMAGES: Readonly<Record<Damage, number>> = {
  'no-photo': 0.02,
  empty: 0.01,
  'cut-off': 0.03,
  bomb: 0.01,
};
const CODES: Readonly<Record<Damage, PermanentFailureCode>> = {
  'no-photo': 'UNSUPPORTED_FORMAT',
  empty: 'EMPTY_OBJECT',
  'cut-off': 'CORRUPT_IMAGE',
  bomb: 'TOO_MANY_PIXELS',
};

/** The nth file of a run. Most are small pictures; some are damaged. */
export function plannedFile(seed: number, index: number): PlannedFile {
  const share = (what: string): number => chance(seed, 'file', index, what);
  const picture = {
    status: 'COMPLETED' as const,
    format: pick<PictureFormat>(share('format'), FORMATS) ?? 'jpeg',
    width: between(share('width'), 16, 400),
    height: between(share('height'), 16, 300),
    colour: [share('red'), share('green'), share('blue')].map((part) => between(part, 0, 255)) as [
      number,
      number,
      number,
    ],
  };
  const damage = pick<Damage>(share('damage'), DAMAGES);
  if (!damage) return { expected: picture, make: () => paint(picture) };
  const expected = { status: 'FAILED' as const, code: CODES[damage] };
  return { expected, damage, make: () => damagedFile(damage, index) };
}

function paint(picture: Extract<Expected, { status: 'COMPLETED' }>): Promise<Buffer> {
  const { format, width, height } = picture;
  const [r, g, b] = picture.colour;
  const canvas = sharp({ create: { width, height, channels: 3, background: { r, g, b } } });
  return canvas.toFormat(format, { quality: 90 }).toBuffer();
}

async function damagedFile(damage: Damage, index: number): Promise<Buffer> {
  if (damage === 'empty') return Buffer.alloc(0);
  if (damage === 'no-photo') return Buffer.from(`Note ${index}: this is no photo.`);
  if (damage === 'bomb') return pngWithoutPixels(30_000, 30_000 + (index % 1000));
  const whole = await sharp({
    create: {
      width: 300 + (index % 100),
      height: 200,
      channels: 3,
      background: '#888888',
      noise: { type: 'gaussian', mean: 128, sigma: 30 },
    },
  })
    .jpeg()
    .toBuffer();
  return whole.subarray(0, whole.length >> 1);
}
