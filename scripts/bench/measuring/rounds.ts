import { ratioOf } from './statistics';

/** What one run of something took. */
export interface Sample {
  /** User and system time, of all threads. */
  readonly cpuMs: number;
  readonly wallMs: number;
}

export interface Contender {
  readonly name: string;
  readonly measure: () => Promise<Sample>;
}

export interface RoundsOptions {
  /** At least so many, however long they take. */
  readonly least: number;
  /** At most so many. @default 25 */
  readonly most?: number;
  /** Once so many milliseconds are gone, no round is begun beyond the least. */
  readonly budgetMs: number;
  /** Goes on for three times the budget while the ratios to the first contender are still far apart. */
  readonly untilSettled?: boolean;
  /** Told before each round, counted from 1; 0 warms up. */
  readonly onRound?: (round: number) => void;
}

const MAX_ROUNDS = 25;
const PATIENCE = 3;
/** Of the ratio: how far apart its middle half may lie. */
const SETTLED = 0.1;

/** Samples of each contender, in the order of the rounds. */
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
 * Measures contenders side by side: each once in a round, every other round in the opposite order, so that
 * whatever the machine does meets all of them alike. The first round only warms up.
 * @throws RangeError when two contenders have the same name
 */
export async function inRounds(
  contenders: readonly Contender[],
  { least, most = MAX_ROUNDS, budgetMs, untilSettled, onRound }: RoundsOptions,
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
  for (let round = 0; round <= most; round++) {
    if (round > least && isEnough()) break;
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
    const { median, least, most } = ratioOf(measured.cpu(name), measured.cpu(first?.name ?? name));
    return most - least <= SETTLED * median;
  });
}
