import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { canReadProcesses, cpuOfTree } from '../../../scripts/bench/measuring/process-tree';

const BURN = 'for (const end = process.cpuUsage().user + 200_000; process.cpuUsage().user < end; );';

/** A process that waits for the end of another, and lives on. */
const PARENT = `
require('node:child_process').spawnSync(process.execPath, ['-e', ${JSON.stringify(BURN)}]);
console.log('done');
setInterval(() => {}, 1000);`;

(canReadProcesses() ? it : it.skip)(
  'counts processes below a process that have ended (only where /proc reports processes)',
  async () => {
    const child = spawn(process.execPath, ['-e', PARENT], { stdio: ['ignore', 'pipe', 'inherit'] });
    await once(child.stdout, 'data');
    const tree = cpuOfTree(child.pid ?? 0);
    child.kill();
    expect(tree).toBeGreaterThanOrEqual(200);
  },
);
