import type { AwsCall } from './aws-call';
import { between, chance, pick } from './seed';

/** What can befall one call of a function. */
export type FaultKind =
  /** Refused as too much, in the service's own words. */
  | 'throttled'
  /** Refused as a fault of the service. */
  | 'unavailable'
  /** The connection breaks before the service hears anything. */
  | 'reset-before'
  /** The service did it; the connection breaks instead of the answer. */
  | 'reset-after'
  /** The answer breaks off in the middle. */
  | 'cut-answer'
  /** The answer takes its time. */
  | 'slow'
  /** No answer ever, until the function's own time is over. */
  | 'silence'
  /** The function's process dies before the service hears anything. */
  | 'kill-before'
  /** The service did it; the function's process dies before it learns so. */
  | 'kill-after'
  /** The bus answers 200 and has not taken the entry. */
  | 'entry-refused';

export interface Fault {
  readonly kind: FaultKind;
  /** Milliseconds, of a slow answer. */
  readonly delayMs: number;
}

type Rates = Readonly<Partial<Record<FaultKind, number>>>;

/** Parts of all calls. About one upload in two meets a fault. */
const EVERYWHERE: Rates = {
  throttled: 0.012,
  unavailable: 0.008,
  'reset-before': 0.005,
  'reset-after': 0.005,
  'cut-answer': 0.004,
  slow: 0.015,
  silence: 0.0002,
};

/** The gaps that matter most: between claim, store, record and publish. */
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
 * Decides what befalls a call. A call is known by what it asks of which image, and by how many such calls
 * there were before it, so the same seed holds the same fate ready for it in every run.
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
