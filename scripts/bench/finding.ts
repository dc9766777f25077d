/** A table of the report. Cells are text, ready to be read. */
export interface Table {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

export interface Bar {
  readonly label: string;
  readonly value: number;
  /** Where the value lay in the rounds' middle half. */
  readonly least?: number;
  readonly most?: number;
  /** Drawn in the colour of Darkroom itself. */
  readonly ours?: boolean;
}

/** Bars from 0, the longest as wide as the chart. */
export interface Chart {
  readonly title: string;
  /** What a value of 1 is, e.g. `times the CPU of bare sharp`. */
  readonly unit: string;
  readonly bars: readonly Bar[];
  /** Draws a line at the goal. */
  readonly goal?: number;
}

export interface Goal {
  readonly what: string;
  readonly reached: number;
  /** `reached` is to be at most this, or at least with `atLeast`. */
  readonly limit: number;
  readonly atLeast?: boolean;
  /** Written after the numbers: ` MB`, ` s`. @default a ratio, without one */
  readonly unit?: string;
}

/** What one section of the benchmark found. */
export interface Finding {
  /** How it was measured, in Markdown. */
  readonly how: string;
  readonly tables: readonly Table[];
  readonly charts: readonly Chart[];
  readonly goals: readonly Goal[];
  /** What is to be known to read the numbers, e.g. which peer is missing. */
  readonly remarks: readonly string[];
}

export const isReached = ({ reached, limit, atLeast }: Goal): boolean =>
  atLeast ? reached >= limit : reached <= limit;
