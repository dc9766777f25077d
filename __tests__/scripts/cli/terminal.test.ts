import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { openTerminal } from '../../../scripts/cli/terminal';

/** Files that print only their own words, or text that they have made printable. */
const OTHER_PRINTERS = [
  'bench/workers/twin.ts',
  'chaos/faulty-twin.ts',
  'darkroom.ts',
  'docs/run-docs.ts',
  'move-to-cdktn/compare-stacks.ts',
  'move-to-cdktn/run-move.ts',
];

/** A stream that collects its text. */
function stream(isTTY: boolean) {
  const written: string[] = [];
  const target = { isTTY, write: (text: string) => written.push(text) };
  return { target, text: () => written.join('') };
}

describe('the terminal', () => {
  afterEach(() => jest.useRealTimers());

  it('replaces the progress line, and removes it before a result', () => {
    const [out, err] = [stream(true), stream(true)];
    const terminal = openTerminal(false, out.target, err.target);
    terminal.progress('1 image');
    terminal.progress('2 images');
    terminal.result('done', {});
    expect(err.text()).toBe('\r\u001b[2K1 image\r\u001b[2K2 images\r\u001b[2K');
    expect(out.text()).toBe('done\n');
  });

  it('prints progress every 10 seconds when its output is not a terminal', () => {
    jest.useFakeTimers();
    const err = stream(false);
    const terminal = openTerminal(false, stream(false).target, err.target);
    for (let second = 0; second < 25; second += 1) {
      terminal.progress(`second ${second}`);
      jest.advanceTimersByTime(1000);
    }
    expect(err.text()).toBe('second 10\nsecond 20\n');
  });

  it('prints control characters as escapes, in results, remarks and progress', () => {
    const [out, err] = [stream(false), stream(true)];
    const terminal = openTerminal(false, out.target, err.target);
    const key = 'uploads/\u001b[1A\u001b[2Ka\n0 findings.jpg';
    terminal.result([key, 'a second line'], {});
    terminal.result(key, {});
    terminal.remark(key);
    terminal.progress(key);
    const shown = 'uploads/\\u001b[1A\\u001b[2Ka\\n0 findings.jpg';
    expect(out.text()).toBe(`${shown}\na second line\n${shown}\n`);
    expect(err.text()).toBe(`${shown}\n\r\u001b[2K${shown}`);
  });

  it('is the only place of the command line that prints results, so that no text is printed as it came', () => {
    const folder = join(__dirname, '../../../scripts');
    const printing = readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter(({ name }) => name.endsWith('.ts'))
      .map(({ parentPath, name }) => join(parentPath, name))
      .filter((path) =>
        /console\.(log|error)\(|process\.std(out|err)\.write/.test(readFileSync(path, 'utf8')),
      )
      .map((path) => relative(folder, path));
    expect(printing.sort()).toEqual(OTHER_PRINTERS);
  });

  it('prints only results with --json', () => {
    const [out, err] = [stream(false), stream(true)];
    const terminal = openTerminal(true, out.target, err.target);
    terminal.progress('1 image');
    terminal.remark('Continuing.');
    terminal.result('done', { images: 1 });
    expect([out.text(), err.text()]).toEqual(['{"images":1}\n', '']);
  });
});
