import { sampledShare } from '../../../scripts/cost/services/watching';

it('traces everything up to one request a second, and of the others one in twenty', () => {
  expect(sampledShare(2000)).toBe(1);
  expect(sampledShare(86_400)).toBe(1);
  expect(sampledShare(21 * 86_400)).toBeCloseTo((1 + 20 * 0.05) / 21);
});
