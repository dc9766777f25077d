import { OperatorError } from '../cli/exit-codes';

/** How `review` ends, which differs from other commands: 2 is kept for what must not be overlooked. */
export const REVIEW_EXIT = { safe: 0, error: 1, destroysData: 2 } as const;

/** A review could not be made. */
export class ReviewError extends OperatorError {
  constructor(message: string) {
    super(message, REVIEW_EXIT.error);
  }
}
