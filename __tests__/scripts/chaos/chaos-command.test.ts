import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { ChaosReport } from '../../../scripts/chaos/run-chaos';

const PROJECT = join(__dirname, '../../..');
const UPLOADS = 60;

/** Runs `npm run chaos`. Rejects when the run finds a problem. */
async function chaos(...words: string[]): Promise<ChaosReport> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--import', 'tsx', 'scripts/darkroom.ts', 'chaos', '--json', ...words],
    { cwd: PROJECT },
  );
  return JSON.parse(stdout);
}

it('no upload is lost, wrong or unannounced when network, services, queue and processes fail', async () => {
  const report = await chaos('--uploads', String(UPLOADS), '--seed', '7');
  const faults: Record<string, number> = {};
  expect(report.runs.map(({ kind }) => kind)).toEqual(['versioned', 'unversioned', 'suspended']);
  for (const { afterFaults, afterReconcile, afterRedrive, faults: injected } of report.runs) {
    for (const audit of [afterFaults, afterReconcile, afterRedrive]) {
      expect(audit.findings).toEqual([]);
      expect(audit.recorded + audit.deadLettered).toBe(UPLOADS / 3);
    }
    expect(afterReconcile.orphanPreviews).toBe(0);
    expect(afterRedrive).toMatchObject({ recorded: UPLOADS / 3, deadLetters: 0 });
    for (const [kind, count] of Object.entries(injected)) faults[kind] = (faults[kind] ?? 0) + count;
  }
  // A run without faults would prove nothing.
  for (const kind of ['throttled', 'unavailable', 'reset-after', 'late', 'sent-twice', 'kill-after']) {
    expect(faults[kind]).toBeGreaterThan(0);
  }
}, 300_000);
