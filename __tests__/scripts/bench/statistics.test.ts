import { median, ratioOf, spreadOf } from '../../../scripts/bench/measuring/statistics';

describe('median', () => {
  it('is the middle value, whatever the order', () => {
    expect(median([9, 1, 5])).toBe(5);
  });

  it('is the mean of the two in the middle of an even number', () => {
    expect(median([4, 1, 3, 100])).toBe(3.5);
  });

  it('refuses to speak of nothing', () => {
    expect(() => median([])).toThrow(new RangeError('No values were measured.'));
  });
});

it('tells how far values lie apart', () => {
  expect(spreadOf([3, 1, 2])).toEqual({ median: 2, least: 1, most: 3 });
});

describe('a ratio', () => {
  it('is that of the medians, which one slow round does not move', () => {
    expect(ratioOf([20, 22, 900], [10, 11, 12]).median).toBe(2);
  });

  it('leaves the outer quarters of the rounds out of its range', () => {
    const base = [10, 10, 10, 10, 10, 10, 10, 10];
    const values = [1, 11, 12, 13, 14, 15, 16, 900];
    expect(ratioOf(values, base)).toMatchObject({ least: 1.2, most: 1.5 });
  });

  it('compares what was measured in the same round', () => {
    expect(ratioOf([10, 100], [10, 100])).toEqual({ median: 1, least: 1, most: 1 });
  });
});
