import sharp from 'sharp';
import { MemoryBudget } from '../../lambda/domain/previews/memory-budget';
import { processUpload } from '../../lambda/domain/uploads/process-upload';
import { chance } from '../../scripts/chaos/seeded-choices';
import { BOMBS, GARBAGE_METADATA, GOOD_IMAGES, type HostileFile, POLYGLOTS } from '../fixtures/hostile-files';
import { jpeg } from '../fixtures/images';
import { cutsOf } from '../fixtures/structure';
import { attemptBy, inMemoryPipeline, SOURCE_BUCKET, uploadEvent } from '../support/uploads';

/**
 * Files that are made to hurt, each on its own way through the whole pipeline: it ends FAILED for a reason, or
 * COMPLETED with previews that are what their record says. Whatever else is thrown fails the test.
 */

const SEED = 7;
const FLIPS = 40;
/** What a damaged file may be refused for. */
const REASONS = ['CORRUPT_IMAGE', 'UNSUPPORTED_FORMAT', 'EMPTY_OBJECT', 'TOO_MANY_PIXELS', 'TOO_MANY_FRAMES'];

async function endingOf(bytes: Buffer, { key = 'uploads/photo.jpg', maxFrames = 1 } = {}): Promise<string> {
  const limits = { maxBytes: 10_485_760, maxPixels: 100_000_000, maxFrames };
  const memory = MemoryBudget.ofFunction(1769, 2, limits.maxBytes);
  const pipeline = inMemoryPipeline({ limits, memory });
  const event = uploadEvent(pipeline.store.put(SOURCE_BUCKET, key, bytes));
  const outcome = await processUpload(event, attemptBy('m-1'), pipeline.dependencies);
  if (outcome.record?.error) {
    expect(pipeline.store.previews.size).toBe(0);
    // A sentence for a photographer, without a word of the library's.
    expect(outcome.record.error.message).toMatch(/^[A-Z][^\n]{15,300}\.$/);
    expect(outcome.record.error.message).not.toMatch(/vips|buffer|Error:|undefined/i);
    return outcome.record.error.code;
  }
  expect(pipeline.store.previews.size).toBe(3);
  for (const { preview } of pipeline.store.previews.values()) {
    const { width, height } = await sharp(preview.bytes, { pages: 1 }).metadata();
    expect([width, height]).toEqual([preview.width, preview.height]);
    const [across = 0, down = 0] = preview.name.split('x').map(Number);
    expect(preview.width <= across && preview.height <= down).toBe(true);
  }
  return `${outcome.record?.processingStatus}`;
}

const each = (files: readonly HostileFile[]) =>
  it.each(files)('%s: %s', async (_, ending, make) => {
    expect(await endingOf(await make())).toBe(ending);
  });

describe('a decompression bomb is rejected by its header', () => {
  each(BOMBS);

  it('an animated GIF of 5,000 frames is TOO_MANY_FRAMES', async () => {
    const [, , make] = BOMBS.find(([name]) => name.startsWith('a GIF of 5,000')) ?? BOMBS[0] ?? [];
    expect(await endingOf((await make?.()) ?? Buffer.alloc(0), { maxFrames: 500 })).toBe('TOO_MANY_FRAMES');
  });
});

describe('a file that is valid in two formats is identified by its first bytes', () => {
  each(POLYGLOTS);
});

describe('invalid metadata does not fail a photo', () => {
  each(GARBAGE_METADATA);
});

describe.each(Object.entries(GOOD_IMAGES))('a damaged %s', (format, make) => {
  it('is rejected or has complete previews when it is truncated after any of its parts', async () => {
    const whole = await make();
    for (const at of cutsOf(format, whole)) {
      const ending = await endingOf(whole.subarray(0, at));
      expect([...REASONS, 'COMPLETED']).toContain(ending);
      // Half of a picture is never taken for the whole.
      if (at < whole.length / 2) expect(`cut at ${at}: ${ending}`).not.toContain('COMPLETED');
    }
  });

  it('is rejected or has previews when one bit is flipped', async () => {
    const whole = await make();
    for (let flip = 0; flip < FLIPS; flip += 1) {
      const share = chance(SEED, format, flip);
      // Every other flip hits the header, where it does most.
      const reach = flip % 2 === 0 ? Math.min(600, whole.length) : whole.length;
      const bit = Math.floor(share * reach * 8);
      const damaged = Buffer.from(whole);
      damaged[bit >> 3] = (damaged[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect([...REASONS, 'COMPLETED']).toContain(await endingOf(damaged));
    }
  });

  it.each(['jpg', 'png', 'svg', 'exe', 'html'])(
    'completes undamaged under the extension .%s',
    async (extension) => {
      expect(await endingOf(await make(), { key: `uploads/photo.${extension}` })).toBe('COMPLETED');
    },
  );
});

it('an SVG named .png is UNSUPPORTED_FORMAT', async () => {
  const svg = POLYGLOTS.find(([name]) => name === 'an SVG with a script');
  expect(await endingOf((await svg?.[2]()) ?? (await jpeg()), { key: 'uploads/photo.png' })).toBe(
    'UNSUPPORTED_FORMAT',
  );
});
