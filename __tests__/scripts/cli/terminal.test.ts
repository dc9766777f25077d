import { openTerminal } from '../../../scripts/cli/terminal';

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

  it('prints only results with --json', () => {
    const [out, err] = [stream(false), stream(true)];
    const terminal = openTerminal(true, out.target, err.target);
    terminal.progress('1 image');
    terminal.remark('Continuing.');
    terminal.result('done', { images: 1 });
    expect([out.text(), err.text()]).toEqual(['{"images":1}\n', '']);
  });
});
