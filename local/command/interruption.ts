/** One Ctrl-C reaches a process twice when a parent, such as npm, passes it on as well. */
const SAME_KEYSTROKE_MS = 300;

/**
 * Listens for Ctrl-C and similar signals.
 * @param onSecond called at the second signal and every later one
 * @returns a promise that resolves at the first signal
 */
export function interruption(onSecond: () => void): Promise<'interrupted'> {
  return new Promise((resolve) => {
    let firstAt: number | undefined;
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.on(signal, () => {
        if (firstAt === undefined) resolve('interrupted');
        else if (Date.now() - firstAt > SAME_KEYSTROKE_MS) onSecond();
        firstAt ??= Date.now();
      });
    }
  });
}
