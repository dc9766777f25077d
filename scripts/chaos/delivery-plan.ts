import { between, chance, pick } from './seeded-choices';

/** The anomalies of a message. A standard queue guarantees no order, and delivery at least once. */
export type DeliveryKind =
  /** It arrives seconds late. */
  | 'late'
  /** It is sent twice, under two ids. */
  | 'sent-twice'
  /** It is received again while it is being processed. */
  | 'handed-out-twice'
  /** Its deletion is lost, and it is received again. */
  | 'acknowledgement-lost';

export interface Delivery {
  readonly kind: DeliveryKind;
  readonly delaySeconds: number;
}

type Moment = 'send' | 'receive' | 'acknowledge';

const RATES: Readonly<Record<Moment, Readonly<Partial<Record<DeliveryKind, number>>>>> = {
  send: { late: 0.06, 'sent-twice': 0.04 },
  receive: { 'handed-out-twice': 0.01 },
  acknowledge: { 'acknowledgement-lost': 0.015 },
};

const MAX_DELAY_SECONDS = 5;

/** Chooses the anomaly of a message from its subject and the number of times it was seen at that moment. */
export class DeliveryPlan {
  private readonly sightings = new Map<string, number>();

  constructor(private readonly seed: number) {}

  deliveryAt(moment: Moment, subject: string): Delivery | undefined {
    const name = `${moment} ${subject}`;
    const count = (this.sightings.get(name) ?? 0) + 1;
    this.sightings.set(name, count);
    const kind = pick<DeliveryKind>(chance(this.seed, 'message', name, count), RATES[moment]);
    const delaySeconds = between(chance(this.seed, 'lateness', name, count), 1, MAX_DELAY_SECONDS);
    return kind && { kind, delaySeconds };
  }
}
