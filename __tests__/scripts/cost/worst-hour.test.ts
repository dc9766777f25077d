import { worstHour } from '../../../scripts/cost/worst-hour';
import { darkroomWith } from './planned-darkroom';

const REGION = 'us-east-1';
const system = darkroomWith();
const GB = 1769 / 1024;

describe('the most expensive hour', () => {
  it('uses all concurrency of the account for the whole hour without a brake', () => {
    const { gbSeconds, usd } = worstHour(system, REGION);
    expect(gbSeconds).toBeCloseTo(1000 * 3600 * GB);
    expect(usd).toBeGreaterThan(gbSeconds * 0.0000133334);
  });

  it('contains, with a brake, the allowed attempts and those until processing stops', () => {
    const free = worstHour(system, REGION);
    const braked = worstHour(system, REGION, 1000);
    expect(braked.attempts).toBe(1000 + Math.ceil(free.attempts / 12));
    const { processor, api } = system;
    const longest =
      (processor.timeoutSeconds * processor.memoryMb + api.fn.timeoutSeconds * api.fn.memoryMb) / 1024;
    expect(braked.gbSeconds).toBeCloseTo(1000 * longest + free.gbSeconds / 12);
    expect(braked.usd).toBeLessThan(free.usd / 5);
  });

  it('grows with the limit, but never above the hour without a brake', () => {
    const usd = [1, 1000, 100_000, 1_000_000_000].map((limit) => worstHour(system, REGION, limit).usd);
    expect(usd).toEqual(usd.toSorted((a, b) => a - b));
    expect(usd.at(-1)).toBeCloseTo(worstHour(system, REGION).usd);
  });

  it('is cheaper with less concurrency', () => {
    const small = darkroomWith({ MAX_CONCURRENCY: '2' });
    expect(worstHour(small, REGION, 1000).attempts).toBeLessThan(worstHour(system, REGION, 1000).attempts);
  });
});

it('the plan names the limit, and the metric is billed only with it', () => {
  const { watching } = darkroomWith({ MAX_IMAGES_PER_HOUR: '500' });
  expect(watching.maxImagesPerHour).toBe(500);
  expect(watching.metrics).toBe(system.watching.metrics + 1);
  expect(system.watching.maxImagesPerHour).toBeUndefined();
});
