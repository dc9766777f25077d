import type { PricedUnit } from '../prices';
import type { Usage } from '../usage';

/** The usage of one service, independent of the number of uploads. */
export interface ServiceUsage {
  readonly service: string;
  readonly perUpload: Usage;
  readonly perRead: Usage;
  /** Usage of a request to process an upload, in addition to the upload. The photo is rendered only once. */
  readonly perProcess: Usage;
  /** Per month, independent of uploads. */
  readonly standing: Usage;
  /** Data stored per upload. */
  readonly stored: readonly Stored[];
  /** Usage at a later age of an upload. */
  readonly later: readonly Later[];
}

/** Stored data, billed per month. */
export interface Stored {
  readonly unit: PricedUnit;
  /** Quantity per upload. */
  readonly quantity: number;
  /** Age in days at which storage starts and ends. */
  readonly fromDay: number;
  /** Infinity when it is never removed. */
  readonly untilDay: number;
}

export interface Later {
  readonly usage: Usage;
  /** Age in days. */
  readonly onDay: number;
}

/** The usage of a service; omitted fields are empty. */
export const serviceUsage = (
  service: string,
  used: Partial<Omit<ServiceUsage, 'service'>>,
): ServiceUsage => ({
  service,
  perUpload: {},
  perRead: {},
  perProcess: {},
  standing: {},
  stored: [],
  later: [],
  ...used,
});

export const GB = 1e9;
