/** The output of a command: results on standard output, progress and remarks on standard error. */
export interface Terminal {
  readonly json: boolean;
  /** One result: a line for people or, with `--json`, the object as one line of JSON. */
  result(line: string, value: object): void;
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
    result: (line, value) => {
      clear();
      out.write(`${json ? JSON.stringify(value) : line}\n`);
    },
    remark: (line) => {
      clear();
      if (!json) err.write(`${line}\n`);
    },
    progress: (line) => {
      if (json) return;
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
