import type { BrakeNote } from '../../../lambda/domain/brake';
import type { QueueSwitch } from './event-source';

/** Why processing is stopped, and what may be done about it. */
export interface BrakeStatus {
  readonly isStopped: boolean;
  /** Whether resuming is safe: the hour of the brake is over, so that it could act again. */
  readonly isSafe: boolean;
  readonly sentences: readonly string[];
}

const HOUR_MS = 3_600_000;

const clock = (time: number): string => `${new Date(time).toISOString().slice(0, 16).replace('T', ' ')} UTC`;

/**
 * An alarm acts when it changes its state. Until the attempts of the last hour are below the limit again, the alarm stays
 * on, and the brake could not be pulled a second time.
 */
export function brakeStatus(
  note: BrakeNote | undefined,
  queue: QueueSwitch,
  waiting: number,
  now: number,
): BrakeStatus {
  if (!note && queue.state === 'Enabled') {
    return { isStopped: false, isSafe: true, sentences: ['Processing is not stopped.'] };
  }
  const safeFrom = note ? Date.parse(note.since) + HOUR_MS : now;
  const isSafe = now >= safeFrom;
  return {
    isStopped: true,
    isSafe,
    sentences: [
      note
        ? `The brake stopped processing at ${clock(Date.parse(note.since))}: ${note.reason}`
        : `The queue is ${queue.state.toLowerCase()}, but not by the brake.`,
      `${waiting} messages wait in the queue, for up to 14 days.`,
      ...(isSafe
        ? []
        : [
            `Until ${clock(safeFrom)} the brake cannot act again, because its alarm looks at the last hour. Wait until then, or resume now with --now once you have found and stopped the cause.`,
          ]),
    ],
  };
}
