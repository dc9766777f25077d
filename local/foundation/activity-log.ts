import { printable } from './printable';

/** Receives log lines and problems from the twin's parts. */
export interface ActivityLog {
  /** A line that a function wrote. */
  functionLine(functionName: string, line: string): void;
  /** A problem that people should know about, in a sentence. */
  problem(sentence: string): void;
}

/** Prints problems, and with `verbose` every line of every function. */
export function printingLog(verbose: boolean, print: (line: string) => void): ActivityLog {
  return {
    functionLine(functionName, line) {
      if (verbose) print(printable(`[${functionName}] ${line}`));
    },
    problem: (sentence) => print(printable(sentence)),
  };
}
