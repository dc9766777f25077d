import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { main } from '../../../scripts/darkroom';

const PROJECT = join(__dirname, '../../..');
const SOURCES = [
  'main.ts',
  'stacks',
  'plan',
  'lambda',
  'cdktf.json',
  'package.json',
  'package-lock.json',
  'tsconfig.json',
];

/** A repository of the project's own sources, in which a change can be made. */
const repository = mkdtempSync(join(tmpdir(), 'darkroom-review-test-'));

function git(...args: string[]): void {
  const identity = [
    '-c',
    'user.name=Test',
    '-c',
    'user.email=test@example.com',
    '-c',
    'commit.gpgsign=false',
  ];
  const { status, stderr } = spawnSync('git', [...identity, ...args], { cwd: repository, encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
}

function replaceIn(path: string, from: string, to: string): void {
  const text = readFileSync(join(repository, path), 'utf8');
  if (!text.includes(from)) throw new Error(`${path} has no ${from}`);
  writeFileSync(join(repository, path), text.replace(from, to));
}

/** The command, as it is given in the repository. */
async function reviewed(...words: string[]): Promise<{ status: unknown; stdout: string; stderr: string }> {
  const said = { stdout: '', stderr: '' };
  const home = process.cwd();
  const listen = (stream: keyof typeof said) => (text: unknown) => {
    said[stream] += String(text);
    return true;
  };
  const spies = [
    jest.spyOn(process.stdout, 'write').mockImplementation(listen('stdout')),
    jest.spyOn(console, 'error').mockImplementation(listen('stderr')),
  ];
  process.chdir(repository);
  process.exitCode = undefined;
  try {
    await main(['review', ...words]);
    return { status: process.exitCode, ...said };
  } finally {
    for (const spy of spies) spy.mockRestore();
    process.chdir(home);
    process.exitCode = undefined;
  }
}

beforeAll(() => {
  for (const name of SOURCES) cpSync(join(PROJECT, name), join(repository, name), { recursive: true });
  symlinkSync(join(PROJECT, 'node_modules'), join(repository, 'node_modules'), 'junction');
  writeFileSync(join(repository, '.gitignore'), 'node_modules\n');
  git('init', '--quiet', '--initial-branch=main');
  git('add', '.');
  git('commit', '--quiet', '--message', 'base');
});

afterAll(() => rmSync(repository, { recursive: true }));

describe('npm run review', () => {
  it('exits 2 for a renamed table, and 0 for another log retention', async () => {
    replaceIn(
      'stacks/setting-groups/operation.ts',
      "logRetentionDays.prefault('7')",
      "logRetentionDays.prefault('14')",
    );
    git('commit', '--quiet', '--all', '--message', 'keep logs for longer');
    const safe = await reviewed('--base', 'HEAD~1', '--head', 'HEAD');
    expect(safe.stderr).toBe('');
    expect(safe.status).toBe(0);
    expect(safe.stdout).toContain('🟢 **Safe.**');
    expect(safe.stdout).toContain('The functions’ code is the same.');

    replaceIn('stacks/names.ts', '`image-metadata-${environment}`', '`photo-metadata-${environment}`');
    const out = join(repository, 'review.md');
    const destroying = await reviewed('--base', 'HEAD', '--out', out, '--json');
    expect(destroying.status).toBe(2);
    expect(JSON.parse(destroying.stdout)).toMatchObject({ head: 'working tree', destroysData: true });
    expect(readFileSync(out, 'utf8')).toMatch(/DESTROYS DATA[\s\S]*- 🔴 \*\*photo-metadata-dev\*\*/);
  }, 60_000);

  it('exits 1 when the review fails, never with the exit code of a verdict', async () => {
    const unknown = await reviewed('--base', 'no-such-branch');
    expect(unknown.status).toBe(1);
    expect(unknown.stderr).toContain('There is no commit no-such-branch in this repository');
    const misspelt = await reviewed('--base', 'main', '--bsae');
    expect(misspelt.status).toBe(1);
    expect(misspelt.stderr).toContain("unknown option '--bsae'");
  });
});
