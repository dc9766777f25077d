import { main } from '../../../scripts/darkroom';

/** Runs an operator's command in this process. @returns its exit code and output */
export async function runCommand(
  words: readonly string[],
  environment: Readonly<Record<string, string>>,
): Promise<{ exitCode: number | undefined; out: string; err: string }> {
  const before = { ...process.env };
  const said = { out: '', err: '' };
  const listen = (stream: 'out' | 'err') => (text: unknown) => {
    said[stream] += String(text);
    return true;
  };
  const spies = [
    jest.spyOn(process.stdout, 'write').mockImplementation(listen('out')),
    jest.spyOn(process.stderr, 'write').mockImplementation(listen('err')),
    jest.spyOn(console, 'error').mockImplementation((text) => listen('err')(`${text}\n`)),
  ];
  Object.assign(process.env, environment);
  process.exitCode = undefined;
  try {
    await main([...words]);
    return { exitCode: process.exitCode as number | undefined, ...said };
  } finally {
    for (const spy of spies) spy.mockRestore();
    process.exitCode = undefined;
    process.env = before;
  }
}
