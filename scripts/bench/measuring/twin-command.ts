import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { PROJECT_FOLDER } from '../../cli/project-folder';
import { cpuOfTree } from './process-tree';
import type { Sample } from './rounds';

/** The command that `npm start` runs. */
export const TWIN_COMMAND = [process.execPath, 'scripts/launch.cjs', 'local/main.ts'];
export const FREE_PORTS = { PORT: '0', AWS_PORT: '0', EDGE_PORT: '0', ISSUER_PORT: '0' };

/** Time for the work after the event of a photo, such as deleting its message. */
const SETTLING_MS = 500;
const CONCURRENT_UPLOADS = 4;

/** A twin in a separate process, as started by `npm start`. */
export class TwinCommand {
  private uploads = 0;
  private announced = 0;
  private readonly listeners = new Set<() => void>();

  private constructor(
    private readonly child: ChildProcess,
    private readonly printed: string[],
  ) {}

  /**
   * Starts it, and processes one photo.
   * @throws Error with its output when it ends
   */
  static async start(photo: string): Promise<TwinCommand> {
    const [command = '', ...args] = TWIN_COMMAND;
    const child = spawn(command, [...args, photo], {
      cwd: PROJECT_FOLDER,
      env: { ...process.env, ...FREE_PORTS },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    process.once('exit', () => child.kill());
    const twin = new TwinCommand(child, []);
    for (const stream of [child.stdout, child.stderr]) {
      createInterface({ input: stream }).on('line', (line) => twin.hear(line));
    }
    child.on('exit', () => twin.notify());
    await twin.until(() => twin.printed.some((line) => line.startsWith('Ctrl-C')));
    return twin;
  }

  /** Uploads a photo several times to S3, and measures the twin until all are processed. */
  async process(photo: Buffer, count: number): Promise<Sample> {
    const client = this.client();
    const [begin, before] = [performance.now(), cpuOfTree(this.child.pid ?? 0)];
    const goal = this.announced + count;
    let left = count;
    const upload = async () => {
      while (left-- > 0) await client.send(this.nextUpload(photo));
    };
    await Promise.all(Array.from({ length: CONCURRENT_UPLOADS }, upload));
    await this.until(() => this.announced >= goal);
    const wallMs = performance.now() - begin;
    await sleep(SETTLING_MS);
    client.destroy();
    return { cpuMs: cpuOfTree(this.child.pid ?? 0) - before, wallMs };
  }

  async end(): Promise<void> {
    if (this.hasEnded) return;
    const ended = new Promise((resolve) => this.child.once('exit', resolve));
    this.child.kill('SIGINT');
    await ended;
  }

  private client(): S3Client {
    return new S3Client({
      endpoint: this.find(/AWS\s+(http:\S+)/),
      region: 'us-east-1',
      credentials: { accessKeyId: 'bench', secretAccessKey: 'bench' },
      forcePathStyle: true,
    });
  }

  private nextUpload(Body: Buffer): PutObjectCommand {
    this.uploads += 1;
    const Key = `uploads/bench/${this.uploads}.jpg`;
    return new PutObjectCommand({ Bucket: this.find(/Uploads\s+s3:\/\/([^/]+)/), Key, Body });
  }

  private find(pattern: RegExp): string {
    const found = pattern.exec(this.printed.join('\n'))?.[1];
    if (!found) throw new Error(`The twin does not print ${pattern}.`);
    return found;
  }

  private hear(line: string): void {
    this.printed.push(line);
    if (line.includes('uploads/bench/')) this.announced += 1;
    this.notify();
  }

  private notify(): void {
    for (const listener of this.listeners) listener();
  }

  private get hasEnded(): boolean {
    return this.child.exitCode !== null || this.child.signalCode !== null;
  }

  private until(isDone: () => boolean): Promise<void> {
    return new Promise((resolve, reject) => {
      const look = () => {
        if (!isDone() && !this.hasEnded) return;
        this.listeners.delete(look);
        if (isDone()) resolve();
        else reject(new Error(`The twin has ended: ${this.printed.slice(-5).join('\n')}`));
      };
      this.listeners.add(look);
      look();
    });
  }
}
