import type { BrakeNote } from '../../../lambda/domain/brake';
import type { QueueSwitch } from './event-source';

/** The state of processing, and the reason why it is stopped. */
export interface BrakeStatus {
  readonly isStopped: boolean;
  /** Whether the brake could act again after resuming, which is so an hour after it acted. */
  readonly isSafe: boolean;
  readonly sentences: readonly string[];
}

const HOUR_MS = 3_600_000;

const clock = (time: number): string => `${new Date(time).toISOString().slice(0, 16).replace('T', ' ')} UTC`;

/**
 * An alarm only acts when its state changes. It stays in alarm until the attempts of the last hour are below the limit
 * again, and cannot trigger the brake until then.
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
        : `The event source mapping of the queue is ${queue.state.toLowerCase()}, but not by the brake.`,
      `${waiting} messages wait in the queue, for up to 14 days.`,
      ...(isSafe
        ? []
        : [
            `Until ${clock(safeFrom)} the brake cannot act again, because its alarm looks at the last hour. Wait until then, or resume now with --now once you have found and stopped the cause.`,
          ]),
    ],
  };
}
