import type { AwsCall } from './aws-call';
import { between, chance, pick } from './seeded-choices';

/** The faults of one call of a function. */
export type FaultKind =
  /** The service throttles the call. */
  | 'throttled'
  /** The service returns an internal error. */
  | 'unavailable'
  /** The connection breaks before the service receives the call. */
  | 'reset-before'
  /** The service handles the call; the connection breaks before the response. */
  | 'reset-after'
  /** The response ends halfway. */
  | 'cut-response'
  /** The response is slow. */
  | 'slow'
  /** No response until the function times out. */
  | 'silence'
  /** The process of the function dies before the service receives the call. */
  | 'kill-before'
  /** The service handles the call; the process of the function dies before the response. */
  | 'kill-after'
  /** The bus returns 200, but rejects the entry. */
  | 'entry-refused';

export interface Fault {
  readonly kind: FaultKind;
  /** Milliseconds of a slow response. */
  readonly delayMs: number;
}

type Rates = Readonly<Partial<Record<FaultKind, number>>>;

/** Shares of all calls. About half of the uploads encounter a fault. */
const EVERYWHERE: Rates = {
  throttled: 0.012,
  unavailable: 0.008,
  'reset-before': 0.005,
  'reset-after': 0.005,
  'cut-response': 0.004,
  slow: 0.015,
  silence: 0.0002,
};

/** At the most critical moments: between claim, store, record and publish. */
const KILLS: Rates = { 'kill-before': 0.003, 'kill-after': 0.006 };

const RATES: Readonly<Record<string, Rates>> = {
  GetObject: { ...EVERYWHERE, 'kill-after': 0.003 },
  PutObject: { ...EVERYWHERE, 'kill-before': 0.001, 'kill-after': 0.003 },
  UpdateItem: { ...EVERYWHERE, ...KILLS },
  PutItem: { ...EVERYWHERE, ...KILLS },
  PutEvents: { ...EVERYWHERE, ...KILLS, 'entry-refused': 0.02 },
};

const MAX_DELAY_MS = 1_500;

/**
 * Chooses the fault of a call from its operation, its image and the number of such calls before it. The same seed
 * therefore gives the same fault in every run.
 */
export class FaultPlan {
  private readonly calls = new Map<string, number>();

  constructor(private readonly seed: number) {}

  faultOf({ operation, imageId }: AwsCall): Fault | undefined {
    const name = `${operation} ${imageId}`;
    const count = (this.calls.get(name) ?? 0) + 1;
    this.calls.set(name, count);
    const kind = pick<FaultKind>(chance(this.seed, 'call', name, count), RATES[operation] ?? EVERYWHERE);
    const delayMs = between(chance(this.seed, 'delay', name, count), 50, MAX_DELAY_MS);
    return kind && { kind, delayMs };
  }
}
