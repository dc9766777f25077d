import { batchesAllowed, nextAllowance } from '../../../scripts/simulate/pollers';

describe('polling', () => {
  it('starts with five batches and adds 300 a minute, up to the maximum', () => {
    expect(batchesAllowed(0, 1000)).toBe(5);
    expect(batchesAllowed(60, 1000)).toBe(305);
    expect(batchesAllowed(120, 1000)).toBe(605);
    expect(batchesAllowed(3600, 1000)).toBe(1000);
    expect(batchesAllowed(3600, 10)).toBe(10);
  });

  it('returns when another batch is allowed', () => {
    expect(nextAllowance(0, 10)).toBeCloseTo(0.2);
    expect(batchesAllowed(nextAllowance(0, 10), 10)).toBe(6);
    expect(nextAllowance(1, 10)).toBe(Infinity);
  });
});
