import { OperatorError } from '../cli/exit-codes';

/** The exit codes of `review`. Unlike in other commands, 2 means that data would be destroyed. */
export const REVIEW_EXIT = { safe: 0, error: 1, destroysData: 2 } as const;

/** The review failed. */
export class ReviewError extends OperatorError {
  constructor(message: string) {
    super(message, REVIEW_EXIT.error);
  }
}
