/** The exit codes of commands, as listed by `--help`. */
export const EXIT = {
  ok: 0,
  /** The command finished and found a problem. */
  findings: 1,
  /** Usage error, or invalid settings. */
  usage: 2,
  /** AWS or the twin could not be reached, or denied access. */
  unreachable: 3,
  /** Interrupted by Ctrl-C. The same command continues where this one stopped. */
  interrupted: 130,
} as const;

/** Ends a command with a message for the person who ran it. */
export class OperatorError extends Error {
  override readonly name = 'OperatorError';

  constructor(
    message: string,
    readonly exitCode: number = EXIT.usage,
  ) {
    super(message);
  }
}
