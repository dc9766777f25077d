import { median, ratioOf, spreadOf } from '../../../scripts/bench/measuring/statistics';

describe('median', () => {
  it('is the middle value in any order', () => {
    expect(median([9, 1, 5])).toBe(5);
  });

  it('is the mean of the two middle values', () => {
    expect(median([4, 1, 3, 100])).toBe(3.5);
  });

  it('rejects an empty list', () => {
    expect(() => median([])).toThrow(new RangeError('No values were measured.'));
  });
});

it('returns median, minimum and maximum', () => {
  expect(spreadOf([3, 1, 2])).toEqual({ median: 2, min: 1, max: 3 });
});

describe('a ratio', () => {
  it('is the ratio of the medians, unaffected by one slow round', () => {
    expect(ratioOf([20, 22, 900], [10, 11, 12]).median).toBe(2);
  });

  it('ranges over the interquartile range of the rounds', () => {
    const base = [10, 10, 10, 10, 10, 10, 10, 10];
    const values = [1, 11, 12, 13, 14, 15, 16, 900];
    expect(ratioOf(values, base)).toMatchObject({ min: 1.2, max: 1.5 });
  });

  it('compares measurements of the same round', () => {
    expect(ratioOf([10, 100], [10, 100])).toEqual({ median: 1, min: 1, max: 1 });
  });
});
