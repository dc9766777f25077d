import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gifOfManyFrames } from '../../scripts/photo-generators/gif-file';
import { HEAVY_IMAGES, heavyImage } from '../fixtures/heavy-images';
import type { RenderingResult, RenderingTask } from '../support/rendering-process';

const FUNCTION_MEMORY_MB = 1769;
const MEBIBYTE = 1024 * 1024;

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
