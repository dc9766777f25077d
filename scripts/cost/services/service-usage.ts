import type { PricedUnit } from '../prices';
import type { Usage } from '../usage';

/** What one service is used for, apart from how many uploads there are and for how long. */
export interface ServiceUsage {
  readonly service: string;
  readonly perUpload: Usage;
  readonly perRead: Usage;
  /** Each month, whether or not anything is uploaded. */
  readonly standing: Usage;
  /** What stays after an upload. */
  readonly stored: readonly Stored[];
  /** What happens to an upload at some age. */
  readonly later: readonly Later[];
}

/** Something that is billed by the month as long as it is there. */
export interface Stored {
  readonly unit: PricedUnit;
  /** Of one upload. */
  readonly quantity: number;
  /** Age in days from which, and until which, it is there. */
  readonly fromDay: number;
  /** Infinity: it is never removed. */
  readonly untilDay: number;
}

export interface Later {
  readonly usage: Usage;
  /** Age in days. */
  readonly onDay: number;
}

/** A service's usage, where what is not named is not used. */
export const serviceUsage = (
  service: string,
  used: Partial<Omit<ServiceUsage, 'service'>>,
): ServiceUsage => ({ service, perUpload: {}, perRead: {}, standing: {}, stored: [], later: [], ...used });

export const GB = 1e9;
