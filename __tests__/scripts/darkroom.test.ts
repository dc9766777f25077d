import { spawnSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { main, operatorProgram } from '../../scripts/darkroom';

const PROJECT = join(__dirname, '../..');
const OFFLINE = ['deploy-policy', 'review', 'cost', 'simulate', 'bench', 'chaos', 'docs', 'move-to-cdktn'];

describe('the command line', () => {
  afterEach(() => {
    jest.restoreAllMocks();
    process.exitCode = undefined;
  });

  it('names the option of a usage error, and exits 2', async () => {
    const write = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
    await main(['chaos', '--uploads', 'x']);
    expect(write.mock.calls.join('')).toContain(
      "option '--uploads <number>' argument 'x' is invalid. Specify a whole number from 1 to 100000.",
    );
    expect(process.exitCode).toBe(2);
  });

  it.each(operatorProgram().commands.map((command) => [command.name(), command] as const))(
    'offers the connection options in the help of %s only if it calls AWS',
    (name, command) => {
      const help = command.helpInformation();
      expect(help).toContain('--json');
      expect(help.includes('--endpoint-url')).toBe(!OFFLINE.includes(name));
    },
  );

  it('says in its help that the exit codes of review are others', async () => {
    const write = jest.spyOn(process.stdout, 'write').mockReturnValue(true);
    await main(['--help']);
    expect(write.mock.calls.join('')).toContain('The exit codes of review are in its own help');
  });

  it('writes no page when it is asked for the help of docs', async () => {
    jest.spyOn(process.stdout, 'write').mockReturnValue(true);
    const page = join(PROJECT, 'docs/api.md');
    const { mtimeMs } = statSync(page);
    await main(['docs', '--help']);
    expect(statSync(page).mtimeMs).toBe(mtimeMs);
    expect(process.exitCode).toBe(0);
  });

  it('exits without an error when the reader of its output ends early', () => {
    const command = `set -o pipefail; "${process.execPath}" --import tsx scripts/darkroom.ts --help | true`;
    const { status, stderr } = spawnSync('bash', ['-c', command], { cwd: PROJECT, encoding: 'utf8' });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  }, 60_000);
});
