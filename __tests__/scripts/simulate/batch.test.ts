import { runBatch } from '../../../scripts/simulate/batch';

const processing = {
  time: { workMs: 1000, waitingMs: 400 },
  failRate: 0,
  timeoutSeconds: 60,
  overlapping: 2,
};
/** Average work, and no failure. */
const average = () => 0.5;

describe('a batch', () => {
  it('works on one upload at a time, with overlapping waiting', () => {
    expect(runBatch([0], processing, average).duration).toBeCloseTo(1.4);
    expect(runBatch([0, 1, 2, 3], processing, average).duration).toBeCloseTo(4 * 1.2);
  });

  it('returns failed uploads', () => {
    const draws = [0.5, 0.1, 0.5, 0.9];
    const run = runBatch([7, 8], { ...processing, failRate: 0.2 }, () => draws.shift() ?? 0);
    expect(run).toMatchObject({ processed: [8], failed: [7], timedOut: false });
  });

  it('returns uploads that are not complete at the timeout', () => {
    const run = runBatch([0, 1, 2, 3], { ...processing, timeoutSeconds: 3 }, average);
    expect(run).toEqual({ duration: 3, processed: [0, 1], failed: [2, 3], timedOut: true });
  });
});
