/** A rule's event pattern is none, or asks for something that the twin does not know. */
export class EventPatternError extends Error {
  override readonly name = 'EventPatternError';

  /** @param path where in the pattern, e.g. `detail.size` */
  constructor(path: readonly string[], problem: string) {
    super(`${path.join('.') || 'event pattern'}: ${problem}`);
  }
}
