import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { WorkerProcess } from '../../../scripts/bench/measuring/worker-process';
import { jpeg } from '../../fixtures/images';

let folder: string;
let worker: WorkerProcess;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'bench-'));
  worker = await WorkerProcess.start('refuse');
});

afterAll(async () => {
  await worker.end();
  rmSync(folder, { recursive: true, force: true });
});

it('runs tasks in another process, and returns output and measurement', async () => {
  const path = join(folder, 'drawing.svg');
  writeFileSync(path, '<svg xmlns="http://www.w3.org/2000/svg"/>');
  await worker.run('load', path);
  const { output, cpuMs, wallMs } = await worker.run<string>('refuse');
  expect(output).toBe('UNSUPPORTED_FORMAT');
  expect(cpuMs).toBeGreaterThanOrEqual(0);
  expect(wallMs).toBeGreaterThan(0);
});

it('reports which task failed, and why', async () => {
  const path = join(folder, 'photo.jpg');
  writeFileSync(path, await jpeg());
  await worker.run('load', path);
  await expect(worker.run('refuse')).rejects.toThrow('at "refuse": The file was not rejected.');
});

it('rejects unknown tasks', async () => {
  await expect(worker.run('dance')).rejects.toThrow('There is no task "dance".');
});
