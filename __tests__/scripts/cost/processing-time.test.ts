import type { PreviewFormat } from '../../../lambda/domain/previews/preset';
import { durationMs, expectedTime, measuredTime, previewBytes } from '../../../scripts/cost/processing-time';
import { preset } from '../../support/rendering';

const previewsIn = (...formats: PreviewFormat[]) => ({
  presets: [preset({ width: 800, height: 800, formats })],
});

describe('the time of an upload', () => {
  it('stretches its work, and not its waiting, with less than one vCPU', () => {
    const time = { workMs: 200, waitingMs: 100 };
    expect(durationMs(time, 1769)).toBe(300);
    expect(durationMs(time, 1769 / 2)).toBe(500);
  });

  it('is not shortened by a second core', () => {
    expect(durationMs({ workMs: 200, waitingMs: 100 }, 3538)).toBe(300);
  });

  it('equals the measured time with the memory of the measurement', () => {
    for (const memoryMb of [512, 1769, 3008])
      expect(durationMs(measuredTime(700, { memoryMb }), memoryMb)).toBeCloseTo(700);
    expect(durationMs(measuredTime(90, { memoryMb: 512 }), 3008)).toBe(90);
  });

  it('grows with the original and with costlier formats', () => {
    const work = (bytes: number, format: 'webp' | 'avif') => expectedTime(bytes, previewsIn(format)).workMs;
    expect(work(8e6, 'webp')).toBeGreaterThan(work(4e6, 'webp'));
    expect(work(4e6, 'avif')).toBeGreaterThan(1.5 * work(4e6, 'webp'));
  });
});

it('assumes previews of photos with an aspect ratio of 4:3', () => {
  expect(previewBytes(previewsIn('webp'))).toBeCloseTo(800 * 600 * 0.106);
});
