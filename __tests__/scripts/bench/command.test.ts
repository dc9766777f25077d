import { outputOf, timeCommand } from '../../../scripts/bench/measuring/command';

const BUSY = 'const end = Date.now() + 150; while (Date.now() < end);';

it('measures the CPU of a command and its awaited children', async () => {
  const child = `require('node:child_process').execFileSync(process.execPath, ['-e', ${JSON.stringify(BUSY)}])`;
  const { cpuMs, wallMs } = await timeCommand([process.execPath, '-e', child]);
  expect(cpuMs).toBeGreaterThan(0);
  expect(wallMs).toBeGreaterThanOrEqual(150);
});

it('passes environment variables to the command', async () => {
  const script = 'process.exit(process.env.BENCH_TEST === "yes" ? 0 : 1)';
  const command = [process.execPath, '-e', script];
  await expect(timeCommand(command, { environment: { BENCH_TEST: 'yes' } })).resolves.toBeDefined();
});

it('fails with the output of a failing command', async () => {
  const command = [process.execPath, '-e', 'console.error("no such photo"); process.exit(3)'];
  await expect(timeCommand(command)).rejects.toThrow('no such photo');
});

it('returns the output of a command, or undefined when it does not exist', async () => {
  expect(await outputOf(process.execPath, ['-p', '1 + 1'])).toBe('2\n');
  expect(await outputOf('/no/such/program', [])).toBeUndefined();
});
