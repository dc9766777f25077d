import { printable } from '../../local/foundation/printable';

/** Lines of text. A string is one line: a line break inside it comes from outside and is shown as an escape. */
export type Lines = string | readonly string[];

/**
 * The output of a command: results on standard output, progress and remarks on standard error. Control characters,
 * such as an escape sequence in a key, are printed as escapes.
 */
export interface Terminal {
  readonly json: boolean;
  /** One result: lines for people or, with `--json`, the object as one line of JSON. */
  result(lines: Lines, value: object): void;
  /** A remark for people; nothing with `--json`. */
  remark(line: string): void;
  /** A progress line. It replaces the one before; without a terminal, only one every 10 seconds is printed. */
  progress(line: string): void;
}

interface Output {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

const CLEAR_LINE = '\r\u001b[2K';
const PROGRESS_EVERY_MS = 10_000;

export function openTerminal(
  json: boolean,
  out: Output = process.stdout,
  err: Output = process.stderr,
): Terminal {
  let showsProgress = false;
  let progressAt = Date.now();
  const clear = () => {
    if (showsProgress) err.write(CLEAR_LINE);
    showsProgress = false;
  };
  return {
    json,
    result: (lines, value) => {
      clear();
      out.write(`${json ? JSON.stringify(value) : printed(lines)}\n`);
    },
    remark: (line) => {
      clear();
      if (!json) err.write(`${printable(line)}\n`);
    },
    progress: (text) => {
      if (json) return;
      const line = printable(text);
      if (err.isTTY) {
        err.write(`${CLEAR_LINE}${line}`);
        showsProgress = true;
      } else if (Date.now() - progressAt >= PROGRESS_EVERY_MS) {
        err.write(`${line}\n`);
        progressAt = Date.now();
      }
    },
  };
}

const printed = (lines: Lines): string =>
  (typeof lines === 'string' ? [lines] : lines).map(printable).join('\n');
