import { EXIT } from '../../cli/exit-codes';
import { interruptible } from '../../cli/interruptible';
import { counted } from '../../cli/quantities';
import { openTerminal } from '../../cli/terminal';
import { type ConnectionOptions, connect } from '../../connection/connection';
import { type SmokeResult, smoke } from './smoke';

export interface SmokeOptions extends ConnectionOptions {
  /** Seconds. */
  readonly timeout: number;
}

/** Processes one photo, and checks the result. @returns the exit code */
export async function runSmoke(options: SmokeOptions): Promise<number> {
  const terminal = openTerminal(options.json ?? false);
  const darkroom = await connect(options);
  return interruptible(async (signal) => {
    const result = await smoke(darkroom, {
      timeoutMs: options.timeout * 1000,
      signal,
      onProgress: terminal.progress,
    });
    const { problems, hasOtherSettings } = result;
    terminal.result(outcomeLines(darkroom.environment, result), result);
    if (signal.aborted) return EXIT.interrupted;
    return problems.length === 0 && !hasOtherSettings ? EXIT.ok : EXIT.findings;
  });
}

function outcomeLines(environment: string, result: SmokeResult): string[] {
  const { problems, previews, waitedMs, hasOtherSettings } = result;
  const reasons = problems.map((problem) => `  ${problem}.`);
  if (hasOtherSettings) {
    return [
      `The environment ${environment} has other preview settings than this command. The photo was processed, and removed.`,
      ...reasons,
      'Use the settings of the deployment, or deploy yours first: npx cdktf deploy pipeline',
    ];
  }
  if (problems.length > 0) {
    return [`The environment ${environment} does not work. The photo was removed.`, ...reasons];
  }
  const seconds = (waitedMs / 1000).toFixed(1);
  return [
    `The environment ${environment} works: ${counted(previews, 'preview')} after ${seconds} s. The photo was removed.`,
  ];
}
