/** Bundling failed. The message says why and how to fix it. */
export class BundleError extends Error {
  override readonly name = 'BundleError';
}
