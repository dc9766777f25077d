import { between, chance, pick } from './seed';

/** What can befall a message of the queue, which promises no order, and delivery at least once. */
export type DeliveryKind =
  /** It comes seconds later than the others. */
  | 'late'
  /** It is sent twice, under two ids. */
  | 'sent-twice'
  /** It is handed out again while somebody is at work on it. */
  | 'handed-out-twice'
  /** Its acknowledgement is lost, and it comes again. */
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

/** Decides what befalls a message, by what it tells of and how often it was met at that moment before. */
export class DeliveryPlan {
  private readonly meetings = new Map<string, number>();

  constructor(private readonly seed: number) {}

  deliveryAt(moment: Moment, subject: string): Delivery | undefined {
    const name = `${moment} ${subject}`;
    const count = (this.meetings.get(name) ?? 0) + 1;
    this.meetings.set(name, count);
    const kind = pick<DeliveryKind>(chance(this.seed, 'message', name, count), RATES[moment]);
    const delaySeconds = between(chance(this.seed, 'lateness', name, count), 1, MAX_DELAY_SECONDS);
    return kind && { kind, delaySeconds };
  }
}
