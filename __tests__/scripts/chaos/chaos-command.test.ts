import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { ChaosReport } from '../../../scripts/chaos/run-chaos';

const PROJECT = join(__dirname, '../../..');
const UPLOADS = 60;

/** As `npm run chaos` does it. A run that finds anything ends with an exit code, which is thrown here. */
async function chaos(...words: string[]): Promise<ChaosReport> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--import', 'tsx', 'scripts/darkroom.ts', 'chaos', '--json', ...words],
    { cwd: PROJECT },
  );
  return JSON.parse(stdout);
}

it('no upload is lost, wrong or untold when network, services, queue and processes fail', async () => {
  const report = await chaos('--uploads', String(UPLOADS), '--seed', '7');
  const { afterStorm, afterReconcile, afterRedrive, faults } = report;
  for (const audit of [afterStorm, afterReconcile, afterRedrive]) {
    expect(audit.findings).toEqual([]);
    expect(audit.recorded + audit.deadLettered).toBe(UPLOADS);
  }
  expect(afterReconcile.orphanPreviews).toBe(0);
  expect(afterRedrive).toMatchObject({ recorded: UPLOADS, deadLetters: 0 });
  // A run in which nothing went wrong would prove nothing.
  for (const kind of ['throttled', 'unavailable', 'reset-after', 'late', 'sent-twice', 'kill-after']) {
    expect(faults[kind]).toBeGreaterThan(0);
  }
}, 180_000);
