import type { Darkroom } from '../../connection/connection';

/** The state of one part of an environment. */
export interface Observation {
  /** For people. */
  readonly lines: readonly string[];
  /** The actions to take; empty if there is no problem. */
  readonly cures: readonly string[];
}

export interface LookOptions {
  /** Epoch milliseconds. Older logs and records are ignored. */
  readonly since: number;
  readonly now: number;
}

/** Looks at one part of an environment, and changes nothing. */
export type Look = (darkroom: Darkroom, options: LookOptions) => Promise<Observation>;
