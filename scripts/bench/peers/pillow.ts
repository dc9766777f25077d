import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Sample } from '../measuring/rounds';

/** Pillow in a warm Python process, like a function that uses it. */
export class PillowProcess {
  private readonly child;
  private readonly lines;

  constructor(python: string) {
    this.child = spawn(python, [join(__dirname, 'pillow.py')], { stdio: ['pipe', 'pipe', 'inherit'] });
    this.lines = createInterface({ input: this.child.stdout })[Symbol.asyncIterator]();
  }

  /** @throws Error when Python ends without a result */
  async render(path: string): Promise<Sample> {
    this.child.stdin.write(`${path}\n`);
    const { value } = await this.lines.next();
    const [cpuMs, wallMs] = String(value).split(' ').map(Number);
    if (cpuMs === undefined || wallMs === undefined) throw new Error('Pillow returned no result.');
    return { cpuMs, wallMs };
  }

  end(): void {
    this.child.stdin.end();
  }
}
