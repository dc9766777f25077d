/** A path on the command line cannot be used. Its message says which, and why. */
export class BadPathError extends Error {
  override readonly name = 'BadPathError';
}
