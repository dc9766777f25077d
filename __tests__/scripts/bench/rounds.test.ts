import { type Contender, inRounds } from '../../../scripts/bench/measuring/rounds';

/** Contenders that record the order in which they run, and return ascending samples. */
function contenders(names: readonly string[], order: string[]): Contender[] {
  return names.map((name) => {
    let runs = 0;
    return {
      name,
      async measure() {
        order.push(name);
        runs += 1;
        return { cpuMs: runs, wallMs: runs * 10 };
      },
    };
  });
}

const ROUNDS = { min: 3, budgetMs: 0 };

afterEach(() => {
  jest.restoreAllMocks();
});

it('measures each contender once per round, in alternating order', async () => {
  const order: string[] = [];
  await inRounds(contenders(['a', 'b'], order), ROUNDS);
  expect(order.join('')).toBe('baabbaab');
});

it('drops the first round, which only warms up', async () => {
  const measured = await inRounds(contenders(['a'], []), ROUNDS);
  expect(measured.rounds).toBe(3);
  expect(measured.cpu('a')).toEqual([2, 3, 4]);
  expect(measured.wall('a')).toEqual([20, 30, 40]);
});

it('continues beyond the minimum while there is time, up to the maximum', async () => {
  const measured = await inRounds(contenders(['a'], []), { min: 2, max: 6, budgetMs: 60_000 });
  expect(measured.rounds).toBe(6);
});

it('extends its budget with untilSettled while the ratios vary', async () => {
  let clock = 0;
  jest.spyOn(performance, 'now').mockImplementation(() => clock);
  const one = (name: string, cpuMs: (run: number) => number): Contender => {
    let runs = 0;
    return {
      name,
      async measure() {
        runs += 1;
        clock += 5;
        return { cpuMs: cpuMs(runs), wallMs: 1 };
      },
    };
  };
  const roundsOf = async (other: (run: number) => number) => {
    clock = 0;
    const rounds = { min: 2, budgetMs: 50, untilSettled: true };
    return (await inRounds([one('a', () => 100), one('b', other)], rounds)).rounds;
  };
  expect(await roundsOf(() => 101)).toBe(5);
  expect(await roundsOf((run) => (run < 4 ? run * 100 : 101))).toBe(8);
  expect(await roundsOf((run) => run * 100)).toBe(15);
});

it('reports each round, and the warm-up as round 0', async () => {
  const told: number[] = [];
  await inRounds(contenders(['a'], []), { ...ROUNDS, onRound: (round) => told.push(round) });
  expect(told).toEqual([0, 1, 2, 3]);
});

it('rejects two contenders with the same name', async () => {
  await expect(inRounds(contenders(['a', 'a'], []), ROUNDS)).rejects.toThrow(
    new RangeError('Two contenders have the same name.'),
  );
});

it('rejects the name of an unknown contender', async () => {
  const measured = await inRounds(contenders(['a'], []), ROUNDS);
  expect(() => measured.cpu('b')).toThrow(new RangeError('b was not measured.'));
});
