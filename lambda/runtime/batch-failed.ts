/** A message that goes back to the queue. */
export interface MessageFailure {
  readonly messageId: string;
  /** The keys in the message; empty if it cannot be parsed. */
  readonly keys: readonly string[];
  readonly cause: string;
}

/** The `name` of the error. It is set explicitly, because bundles shorten the names of classes. */
export const BATCH_FAILED = 'BatchFailedError';

/** All messages of a batch failed. It is thrown so that Lambda counts a failed invocation. */
export class BatchFailedError extends Error {
  override readonly name = BATCH_FAILED;

  constructor(failures: readonly MessageFailure[]) {
    const goes = failures.length === 1 ? '1 message goes' : `${failures.length} messages go`;
    super(`${goes} back to the queue. ${failures.map(describeFailure).join('; ')}`);
  }
}

const describeFailure = ({ messageId, keys, cause }: MessageFailure): string =>
  `${keys.length > 0 ? keys.join(', ') : `message ${messageId}`}: ${cause}`;
