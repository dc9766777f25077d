/** Why one message goes back to the queue. */
export interface MessageFailure {
  readonly messageId: string;
  /** Keys of the message; none where it cannot be read. */
  readonly keys: readonly string[];
  readonly cause: string;
}

/** `name` of the error, which is not minified. */
export const BATCH_FAILED = 'BatchFailedError';

/** No message of a batch was processed. Thrown so that Lambda counts a failed invocation. */
export class BatchFailedError extends Error {
  override readonly name = BATCH_FAILED;

  constructor(failures: readonly MessageFailure[]) {
    const goes = failures.length === 1 ? '1 message goes' : `${failures.length} messages go`;
    super(`${goes} back to the queue. ${failures.map(describeFailure).join('; ')}`);
  }
}

const describeFailure = ({ messageId, keys, cause }: MessageFailure): string =>
  `${keys.length > 0 ? keys.join(', ') : `message ${messageId}`}: ${cause}`;
