import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Sample } from '../measuring/rounds';

/** Pillow in a warm Python process, as a function written with it would run. */
export class PillowProcess {
  private readonly child;
  private readonly lines;

  constructor(python: string) {
    this.child = spawn(python, [join(__dirname, 'pillow.py')], { stdio: ['pipe', 'pipe', 'inherit'] });
    this.lines = createInterface({ input: this.child.stdout })[Symbol.asyncIterator]();
  }

  /** @throws Error when Python ends instead of answering */
  async render(path: string): Promise<Sample> {
    this.child.stdin.write(`${path}\n`);
    const { value } = await this.lines.next();
    const [cpuMs, wallMs] = String(value).split(' ').map(Number);
    if (cpuMs === undefined || wallMs === undefined) throw new Error('Pillow did not answer.');
    return { cpuMs, wallMs };
  }

  end(): void {
    this.child.stdin.end();
  }
}
