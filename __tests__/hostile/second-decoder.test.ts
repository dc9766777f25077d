import { PermanentImageError } from '../../lambda/domain/errors';
import { chance } from '../../scripts/chaos/seeded-choices';
import { HARMLESS } from '../fixtures/harmless-damage';
import { heic, heicGrid } from '../fixtures/heic-images';
import { GARBAGE_METADATA, GOOD_IMAGES } from '../fixtures/hostile-files';
import * as images from '../fixtures/images';
import { ODD_TIFFS } from '../fixtures/odd-tiffs';
import { colourDistance } from '../support/compare-pictures';
import { renderOne } from '../support/rendering';
import { decodedElsewhere, secondDecoder } from '../support/second-decoder';

/**
 * Whatever is shown is what another decoder shows: a picture that a viewer would not recognise is worse than a refusal.
 * Files that only one of the two decodes are not compared.
 */

const SEED = 5;
/** More of them than a test run has time for: `SECOND_DECODER_FLIPS=500 npx jest second-decoder`. */
const FLIPS = Number(process.env.SECOND_DECODER_FLIPS ?? 12);
/** Where most of what a decoder decides by is written. */
const HEADER_BYTES = 400;
/** About 2 is the least that can be seen; a wrong channel, turn or inversion gives 20 and more. */
const ALIKE = 8;

const compared: Array<{ readonly name: string; readonly distance: number }> = [];

async function compare(name: string, bytes: Buffer): Promise<void> {
  const ours = await renderOne(bytes, { format: 'png' }).catch((error: unknown) => error);
  if (ours instanceof PermanentImageError) return;
  if (ours instanceof Error) throw ours;
  const theirs = await decodedElsewhere(bytes);
  if (!theirs) return;
  const { bytes: preview } = ours as Awaited<ReturnType<typeof renderOne>>;
  const distance = await colourDistance(preview, theirs);
  compared.push({ name, distance });
  expect({ name, distance, isAlike: distance < ALIKE }).toEqual({ name, distance, isAlike: true });
}

/**
 * Left out is what ImageMagick 6 itself shows wrong: it takes any extra channel of a TIFF for transparency, and knows none
 * in a HEIC. Those have tests of their own.
 */
const FILES: ReadonlyArray<readonly [name: string, make: () => Promise<Buffer> | Buffer]> = [
  ...Object.entries(HARMLESS),
  ...Object.entries(ODD_TIFFS).filter(([name]) => !name.includes('extra channels')),
  ...GARBAGE_METADATA.filter(([, ending]) => ending === 'COMPLETED').map(
    ([name, , make]) => [name, make] as const,
  ),
  ...([1, 2, 3, 4, 6, 8] as const).map(
    (orientation) => [`orientation ${orientation}`, () => images.orientedJpeg(orientation)] as const,
  ),
  ['16-bit PNG', images.png16],
  ['grey PNG', images.greyPng],
  ['transparent PNG', images.transparentPng],
  ['transparent grey PNG', images.transparentGreyPng],
  ['transparent TIFF', images.transparentTiff],
  ['TIFF of two pages', images.twoPageTiff],
  ['HEIC', () => heic()],
  ['turned HEIC', () => heic({ turns: 1 })],
  ['HEIC in tiles', () => heicGrid()],
];

const suite = secondDecoder ? describe : describe.skip;
const NAME = secondDecoder ? 'another decoder' : 'another decoder (skipped: ImageMagick is not installed)';

suite(NAME, () => {
  afterAll(() => {
    const [worst] = compared.toSorted((a, b) => b.distance - a.distance);
    const distance = worst ? `${worst.distance.toFixed(1)} (${worst.name})` : 'none';
    process.stderr.write(
      `Compared ${compared.length} files with ${secondDecoder}; worst distance: ${distance}\n`,
    );
  });

  it.each(FILES)('shows the same: %s', async (name, make) => {
    await compare(name, await make());
  });

  it.each(Object.entries(GOOD_IMAGES))(
    'shows the same of a %s with one bit flipped, where both show anything',
    async (format, make) => {
      const whole = await make();
      for (let flip = 0; flip < FLIPS; flip += 1) {
        const reach = flip % 3 === 2 ? whole.length : Math.min(HEADER_BYTES, whole.length);
        const bit = Math.floor(chance(SEED, format, flip) * reach * 8);
        const damaged = Buffer.from(whole);
        damaged[bit >> 3] = (damaged[bit >> 3] ?? 0) ^ (1 << (bit & 7));
        await compare(`${format} with bit ${bit} flipped`, damaged);
      }
    },
    120_000,
  );

  it('the second decoder can be compared with some files', () => {
    expect(compared.length).toBeGreaterThan(FILES.length / 2);
  });
});
