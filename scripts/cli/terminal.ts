/** Where a command's words go: results to standard output, progress and remarks to standard error. */
export interface Terminal {
  readonly json: boolean;
  /** One result: a line for people, the object for `--json`, one JSON document a line. */
  result(line: string, value: object): void;
  /** A remark for people; silent with `--json`. */
  remark(line: string): void;
  /** How far it is. Overwrites itself on a terminal, and is silent elsewhere. */
  progress(line: string): void;
}

const CLEAR_LINE = '\r\u001b[2K';

export function openTerminal(json: boolean, out = process.stdout, err = process.stderr): Terminal {
  let showsProgress = false;
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
      if (json || !err.isTTY) return;
      err.write(`${CLEAR_LINE}${line}`);
      showsProgress = true;
    },
  };
}

/** `1 image`, `2 images`. */
export const counted = (count: number, noun: string): string =>
  `${count.toLocaleString('en')} ${noun}${count === 1 ? '' : 's'}`;
