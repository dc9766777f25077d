import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

const root = join(__dirname, '../../..');
const simulate = (...words: string[]) =>
  promisify(execFile)(process.execPath, ['--import', 'tsx', 'scripts/darkroom.ts', 'simulate', ...words], {
    cwd: root,
  });

it('prints backlog, drain time, alarms and dead letters, also for a reserved concurrency', async () => {
  const { stdout } = await simulate('--burst', '20000', '--reserved', '10');
  expect(stdout).toMatch(/^2 min +[\d,]+ +10 {2}█+$/m);
  expect(stdout).toMatch(/^Drained after \d+ min: 20,000 processed/m);
  expect(stdout).toContain('Dead letters: none');
  expect(stdout).toContain('With a reserved concurrency of 10 and no maximum');
}, 60_000);

it('exits 1 when uploads reach the dead-letter queue, and returns their number as JSON', async () => {
  const { code, stdout } = await simulate('--json', '--burst', '100', '--fail-rate', '1').catch(
    (error) => error,
  );
  expect(code).toBe(1);
  expect(JSON.parse(stdout)).toMatchObject({ planned: { deadLetters: 100, processed: 0 } });
}, 60_000);

it('rejects an invalid option with the allowed values', async () => {
  const { code, stderr } = await simulate('--fail-rate', '2').catch((error) => error);
  expect(code).toBe(2);
  expect(stderr).toContain('Specify a share from 0 to 1');
}, 60_000);
