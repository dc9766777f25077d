/**
 * Synthesizes without recording the stack trace of each value. CDKTF records it only for its own error messages, and
 * spends a third of the time of a synthesis on it. Errors that are thrown still have their stack traces.
 */
export function withoutCreationStacks<Result>(synthesize: () => Result): Result {
  const { captureStackTrace } = Error;
  Error.captureStackTrace = () => undefined;
  try {
    return synthesize();
  } finally {
    Error.captureStackTrace = captureStackTrace;
  }
}
