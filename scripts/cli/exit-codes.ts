/** How an operator's command ends, as its `--help` says. */
export const EXIT = {
  ok: 0,
  /** The command did its work, and what it found is not as it should be. */
  findings: 1,
  /** Wrong words on the command line, or settings that are not valid. */
  usage: 2,
  /** AWS, or the twin, could not be reached or refused the caller. */
  unreachable: 3,
  /** Ctrl-C; the same command goes on where this one stopped. */
  interrupted: 130,
} as const;

/** Ends a command with a sentence for the person who typed it. */
export class OperatorError extends Error {
  override readonly name = 'OperatorError';

  constructor(
    message: string,
    readonly exitCode: number = EXIT.usage,
  ) {
    super(message);
  }
}
