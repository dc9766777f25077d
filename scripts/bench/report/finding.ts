import type { Table } from '../../cli/text-table';

/** A target value of a section. */
export interface Goal {
  readonly what: string;
  readonly reached: number;
  /** The upper limit of `reached`, or its lower limit with `atLeast`. */
  readonly limit: number;
  readonly atLeast?: boolean;
  /** Unit after the numbers: ` MB`, ` s`. @default none, for a ratio */
  readonly unit?: string;
}

/** The result of one section of the benchmark. */
export interface Finding {
  /** The method of measurement, in Markdown. */
  readonly how: string;
  readonly tables: readonly Table[];
  readonly goals: readonly Goal[];
  /** Notes on the numbers, such as a peer that is not installed. */
  readonly remarks?: readonly string[];
}

export const isReached = ({ reached, limit, atLeast }: Goal): boolean =>
  atLeast ? reached >= limit : reached <= limit;
