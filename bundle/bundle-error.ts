/** Bundling failed for a reason the reader can do something about; the message says what. */
export class BundleError extends Error {
  override readonly name = 'BundleError';
}
