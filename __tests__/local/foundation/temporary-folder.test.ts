import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { isAlive, processStat } from '../../../local/foundation/temporary-folder';

describe('A process', () => {
  it('is alive while it runs, and not any more when it has ended', async () => {
    const child = spawn('sleep', ['30']);
    expect(isAlive(child.pid ?? 0)).toBe(true);
    child.kill('SIGKILL');
    await new Promise((resolve) => child.once('exit', resolve));
    expect(isAlive(child.pid ?? 0)).toBe(false);
  });

  const itOnLinux = existsSync('/proc/self/stat') ? it : it.skip;
  itOnLinux('is not alive when it was killed and its parent has not asked for it (on Linux)', async () => {
    // The second sleep is the parent of the first, and asks for no child.
    const parent = spawn('sh', ['-c', 'sleep 0 & echo $!; exec sleep 30']);
    const pid = await new Promise<number>((resolve) =>
      createInterface({ input: parent.stdout }).once('line', (line) => resolve(Number(line))),
    );
    while (processStat(pid)[0] !== 'Z') await sleep(20);
    expect(isAlive(pid)).toBe(false);
    parent.kill('SIGKILL');
  });
});
