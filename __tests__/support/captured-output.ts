/**
 * Captures the lines that the process writes, for the tests of one `describe`. Powertools writes straight to the
 * process's streams, not to Jest's console.
 */
export function captureOutput(): readonly string[] {
  const lines: string[] = [];
  const capture = (text: unknown): boolean => {
    lines.push(...String(text).split('\n').filter(Boolean));
    return true;
  };
  beforeAll(() => {
    jest.spyOn(process.stdout, 'write').mockImplementation(capture);
    jest.spyOn(process.stderr, 'write').mockImplementation(capture);
  });
  beforeEach(() => {
    lines.length = 0;
  });
  afterAll(() => {
    jest.restoreAllMocks();
  });
  return lines;
}

/** The metrics among captured lines, in the embedded metric format. */
export const metricsOf = (lines: readonly string[]) =>
  lines.filter((line) => line.includes('"_aws"')).map((line) => JSON.parse(line));
