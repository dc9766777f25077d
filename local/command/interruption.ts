/** One Ctrl-C reaches a process twice when a parent, such as npm, passes it on as well. */
const SAME_KEYSTROKE_MS = 300;

/**
 * Listens for Ctrl-C and its like.
 * @param atOnce called when people ask a second time
 * @returns a promise that resolves when they ask for the first time
 */
export function interruption(atOnce: () => void): Promise<'interrupted'> {
  return new Promise((resolve) => {
    let firstAt: number | undefined;
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.on(signal, () => {
        if (firstAt === undefined) resolve('interrupted');
        else if (Date.now() - firstAt > SAME_KEYSTROKE_MS) atOnce();
        firstAt ??= Date.now();
      });
    }
  });
}
