/**
 * Synthesizes without noting where in the code each value was created. CDKTF notes it for its own errors alone, and
 * needs a third of the time of a synthesis for it. An error that is thrown has its stack as ever.
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
