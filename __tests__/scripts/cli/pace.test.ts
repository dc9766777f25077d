import { Pace } from '../../../scripts/cli/pace';

/** Takes turns on a clock that only waiting and working move. Answers when each turn began. */
async function turns(perSecond: number, counts: readonly number[], workMs = 0): Promise<number[]> {
  let now = 0;
  const pace = new Pace(
    perSecond,
    () => now,
    async (ms) => {
      now += ms;
    },
  );
  const begun: number[] = [];
  for (const count of counts) {
    await pace.turn(count);
    begun.push(now);
    now += workMs;
  }
  return begun;
}

describe('a pace', () => {
  it('spreads turns over time by their size', async () => {
    expect(await turns(10, [10, 5, 10])).toEqual([0, 1000, 1500]);
  });

  it('counts the duration of the work', async () => {
    expect(await turns(10, [10, 10], 400)).toEqual([0, 1000]);
    expect(await turns(10, [10, 10], 2500)).toEqual([0, 2500]);
  });

  it('does not follow a pause with a burst', async () => {
    expect(await turns(10, [1, 1, 1], 5000)).toEqual([0, 5000, 10_000]);
    const [first = 0, second = 0] = await turns(2, [1, 1], 0);
    expect(second - first).toBe(500);
  });
});
