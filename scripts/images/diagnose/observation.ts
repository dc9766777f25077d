import type { Darkroom } from '../../connection/connection';

/** What one look at an environment found. */
export interface Observation {
  /** For people. */
  readonly lines: readonly string[];
  /** What to do about it; empty when nothing is wrong. */
  readonly cures: readonly string[];
}

export interface LookOptions {
  /** Epoch milliseconds: what is older does not matter. */
  readonly since: number;
  readonly now: number;
}

/** Looks at one part of an environment, and changes nothing. */
export type Look = (darkroom: Darkroom, options: LookOptions) => Promise<Observation>;
