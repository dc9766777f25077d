import { ratioOf } from './statistics';

/** The measurement of one run. */
export interface Sample {
  /** User and system time of all threads. */
  readonly cpuMs: number;
  readonly wallMs: number;
}

export interface Contender {
  readonly name: string;
  readonly measure: () => Promise<Sample>;
}

export interface RoundsOptions {
  /** Minimum number of rounds. */
  readonly min: number;
  /** Maximum number of rounds. @default 25 */
  readonly max?: number;
  /** Milliseconds after which no round starts beyond the minimum. */
  readonly budgetMs: number;
  /** Extends the budget threefold while the ratios to the first contender still vary. */
  readonly untilSettled?: boolean;
  /** Called before each round, counted from 1; round 0 warms up. */
  readonly onRound?: (round: number) => void;
}

const MAX_ROUNDS = 25;
const PATIENCE = 3;
/** Interquartile range of a settled ratio, relative to its median. */
const SETTLED = 0.1;

/** The samples of each contender, in the order of the rounds. */
export class Measured {
  constructor(private readonly samples: ReadonlyMap<string, readonly Sample[]>) {}

  get rounds(): number {
    return Math.min(...[...this.samples.values()].map(({ length }) => length));
  }

  cpu = (name: string): number[] => this.of(name).map(({ cpuMs }) => cpuMs);
  wall = (name: string): number[] => this.of(name).map(({ wallMs }) => wallMs);

  private of(name: string): readonly Sample[] {
    const samples = this.samples.get(name);
    if (!samples) throw new RangeError(`${name} was not measured.`);
    return samples;
  }
}

/**
 * Measures contenders side by side: each once per round, every other round in reverse order, so that background
 * load affects all of them equally. The first round only warms up.
 * @throws RangeError when two contenders have the same name
 */
export async function inRounds(
  contenders: readonly Contender[],
  { min, max = MAX_ROUNDS, budgetMs, untilSettled, onRound }: RoundsOptions,
): Promise<Measured> {
  const samples = new Map(contenders.map(({ name }) => [name, [] as Sample[]]));
  if (samples.size < contenders.length) throw new RangeError('Two contenders have the same name.');
  const measured = new Measured(samples);
  const begin = performance.now();
  const isEnough = () => {
    const gone = performance.now() - begin;
    return (
      gone > budgetMs && (!untilSettled || gone > PATIENCE * budgetMs || isSettled(contenders, measured))
    );
  };
  for (let round = 0; round <= max; round++) {
    if (round > min && isEnough()) break;
    onRound?.(round);
    for (const { name, measure } of round % 2 ? contenders : contenders.toReversed()) {
      const sample = await measure();
      if (round > 0) samples.get(name)?.push(sample);
    }
  }
  return measured;
}

function isSettled([first, ...others]: readonly Contender[], measured: Measured): boolean {
  return others.every(({ name }) => {
    const { median, min, max } = ratioOf(measured.cpu(name), measured.cpu(first?.name ?? name));
    return max - min <= SETTLED * median;
  });
}
