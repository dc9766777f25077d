import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { chance } from '../../scripts/chaos/seeded-choices';
import { gifOfManyFrames } from '../fixtures/gif-file';
import { HEAVY_IMAGES, heavyImage } from '../fixtures/heavy-images';
import { deepHeic, heic, heicGrid, heicOfAnotherSize, transparentHeic } from '../fixtures/heic-images';
import type { RenderingResult, RenderingTask } from '../support/rendering-process';

const FUNCTION_MEMORY_MB = 1769;
const MEBIBYTE = 1024 * 1024;

/**
 * Shapes that the limits admit, drawn at random: as many kinds of image, rows from short to as long as allowed, areas from
 * small to as large as allowed. More of them than a test run has time for: `HEAVY_SHAPES=100 npx jest hostile/memory`.
 */
function heavyShapes(count: number): ReadonlyArray<readonly [string, number, number]> {
  const names = Object.keys(HEAVY_IMAGES);
  return Array.from({ length: count }, (_, index) => {
    const name = names[Math.floor(chance(SEED, 'kind', index) * names.length)] ?? '';
    const { pixels, edge } = MOST[name.split(' ')[0] ?? ''] ?? { pixels: 1e8, edge: 65_000 };
    const width = Math.round(16 * (edge / 16) ** chance(SEED, 'width', index));
    const area = 1e5 * (pixels / 1e5) ** chance(SEED, 'area', index);
    return [name, width, Math.max(1, Math.min(edge, Math.floor(area / width)))] as const;
  });
}

const SEED = 11;
/** What encoders of these formats can write. */
const MOST: Readonly<Record<string, { pixels: number; edge: number }>> = {
  AVIF: { pixels: 2.5e7, edge: 16_000 },
  lossy: { pixels: 1e8, edge: 16_000 },
};

const folder = mkdtempSync(join(tmpdir(), 'darkroom-heavy-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Stores images as files, so that making them costs the measured process nothing. */
async function filesOf(images: readonly (readonly [string, number, number])[]): Promise<string[]> {
  const files: string[] = [];
  for (const [name, width, height] of images) {
    const file = join(folder, `${name} ${width}x${height}`);
    writeFileSync(file, await heavyImage(name, width, height));
    files.push(file);
  }
  return files;
}

/** Measures a process of its own with the settings of the function. */
async function measure(task: RenderingTask): Promise<RenderingResult> {
  const script = join(__dirname, '../support/rendering-process.ts');
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--import', 'tsx', script, JSON.stringify(task)],
    { env: { ...process.env, MALLOC_ARENA_MAX: '1' } },
  );
  return JSON.parse(stdout);
}

describe('the memory that an image needs', () => {
  it.each(Object.keys(HEAVY_IMAGES))('%s needs no more than its header predicts', async (name) => {
    const files = await filesOf([[name, 4000, 2500]]);
    const { before, peak, predicted, statuses } = await measure({ files, memoryMb: FUNCTION_MEMORY_MB });
    expect(statuses).toEqual(['COMPLETED']);
    expect(peak - before).toBeLessThanOrEqual((predicted[0] ?? 0) + 16 * MEBIBYTE);
  });

  it.each(heavyShapes(Number(process.env.HEAVY_SHAPES ?? 6)))(
    '%s of %d x %d needs no more than predicted from its header',
    async (name, width, height) => {
      const files = await filesOf([[name, width, height]]);
      const { before, peak, predicted, statuses } = await measure({ files, memoryMb: FUNCTION_MEMORY_MB });
      expect(['COMPLETED', 'FAILED TOO_MANY_PIXELS']).toContain(statuses[0]);
      expect(peak - before).toBeLessThanOrEqual((predicted[0] ?? 0) + 16 * MEBIBYTE);
    },
    60_000,
  );

  it.each([
    ['as telephones write it', heic({})],
    ['with an alpha channel', transparentHeic()],
    ['of 10 bits', deepHeic()],
    ['of tiles', heicGrid()],
  ])('a HEIC %s needs no more than predicted', async (name, bytes) => {
    const file = join(folder, `HEIC ${name}`);
    writeFileSync(file, bytes);
    const { before, peak, predicted, statuses } = await measure({
      files: [file],
      memoryMb: FUNCTION_MEMORY_MB,
    });
    expect(statuses).toEqual(['COMPLETED']);
    expect(peak - before).toBeLessThanOrEqual((predicted[0] ?? 0) + 16 * MEBIBYTE);
  });

  it('a HEIC that is 100 times as large as it says needs no more than a small one', async () => {
    const file = join(folder, 'HEIC that lies');
    writeFileSync(file, heicOfAnotherSize({ width: 12, height: 9 }));
    const { before, peak, predicted, statuses } = await measure({
      files: [file],
      memoryMb: FUNCTION_MEMORY_MB,
    });
    expect(statuses).toEqual(['FAILED CORRUPT_IMAGE']);
    expect(peak - before).toBeLessThanOrEqual((predicted[0] ?? 0) + 16 * MEBIBYTE);
  });

  it('an animation needs no more than predicted, with all of its frames in the previews', async () => {
    const file = join(folder, 'animation.gif');
    writeFileSync(file, gifOfManyFrames(500, 300, 200));
    const task = { files: [file], memoryMb: FUNCTION_MEMORY_MB, maxFrames: 500 };
    const { before, peak, predicted, statuses } = await measure(task);
    expect(statuses).toEqual(['COMPLETED']);
    expect(peak - before).toBeLessThanOrEqual((predicted[0] ?? 0) + 16 * MEBIBYTE);
  });
});

describe('the function', () => {
  it('stays within its memory for a batch of the heaviest images that the limits allow', async () => {
    const files = await filesOf([
      ['interlaced PNG of 16 bits with alpha', 10_000, 10_000],
      ['JPEG of separate scans', 10_000, 10_000],
      ['AVIF of 12 bits with alpha', 5000, 5000],
      ['JPEG of separate scans', 9_000, 11_000],
    ]);
    const { peak, statuses } = await measure({ files, memoryMb: FUNCTION_MEMORY_MB });
    expect(statuses).toEqual(['COMPLETED', 'COMPLETED', 'COMPLETED', 'COMPLETED']);
    expect(peak).toBeLessThan(FUNCTION_MEMORY_MB * MEBIBYTE);
  }, 90_000);

  it('rejects an image that needs more memory than it has, without decoding it', async () => {
    const files = await filesOf([['interlaced PNG of 16 bits with alpha', 8000, 8000]]);
    const { before, peak, statuses } = await measure({ files, memoryMb: 512 });
    expect(statuses).toEqual(['FAILED TOO_MANY_PIXELS']);
    expect(peak - before).toBeLessThan(32 * MEBIBYTE);
  });
});
