import { outputOf, timeCommand } from '../../../scripts/bench/measuring/command';

const BUSY = 'const end = Date.now() + 150; while (Date.now() < end);';

it('counts the CPU of a command and of the children it waited for', async () => {
  const child = `require('node:child_process').execFileSync(process.execPath, ['-e', ${JSON.stringify(BUSY)}])`;
  const { cpuMs, wallMs } = await timeCommand([process.execPath, '-e', child]);
  expect(cpuMs).toBeGreaterThan(0);
  expect(wallMs).toBeGreaterThanOrEqual(150);
});

it('gives the command the variables it is asked to', async () => {
  const script = 'process.exit(process.env.BENCH_TEST === "yes" ? 0 : 1)';
  const command = [process.execPath, '-e', script];
  await expect(timeCommand(command, { environment: { BENCH_TEST: 'yes' } })).resolves.toBeDefined();
});

it('fails with what a failing command printed', async () => {
  const command = [process.execPath, '-e', 'console.error("no such photo"); process.exit(3)'];
  await expect(timeCommand(command)).rejects.toThrow('no such photo');
});

it('answers what a command prints, and nothing for one that is not there', async () => {
  expect(await outputOf(process.execPath, ['-p', '1 + 1'])).toBe('2\n');
  expect(await outputOf('/no/such/program', [])).toBeUndefined();
});
