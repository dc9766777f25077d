import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { transformSync } from 'esbuild';
import { engines, scripts } from '../../package.json';

const PROJECT = join(__dirname, '../..');

function launchedBy(version: string) {
  const script = `
    Object.defineProperty(process, 'version', { value: '${version}' });
    process.argv = [process.execPath, 'scripts/launch.cjs', 'scripts/darkroom.ts', '--help'];
    require('./scripts/launch.cjs');`;
  return spawnSync(process.execPath, ['-e', script], { cwd: PROJECT, encoding: 'utf8' });
}

describe('starting a command', () => {
  it.each(['v18.20.8', 'v20.18.3'])('ends with one sentence and exit code 2 under Node.js %s', (version) => {
    const { status, stderr, stdout } = launchedBy(version);
    expect(stderr).toBe(`Node.js 20.19 or newer is needed; this is ${version.slice(1)}.\n`);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  });

  it.each(['v20.19.0', 'v26.0.0'])('works under Node.js %s', (version) => {
    expect(launchedBy(version)).toMatchObject({
      status: 0,
      stdout: expect.stringContaining('Usage: darkroom'),
    });
  });

  it('begins with a file that every Node.js can read', () => {
    const source = readFileSync(join(PROJECT, 'scripts/launch.cjs'), 'utf8');
    // esbuild refuses what ECMAScript 5 does not have and cannot be rewritten, and rewrites the rest.
    const plain = (text: string) => transformSync(text, { target: 'es5', minify: true }).code;
    expect(plain(source)).toBe(transformSync(source, { target: 'esnext', minify: true }).code);
  });

  it('begins with it for every npm script that runs TypeScript', () => {
    expect(engines.node).toBe('>=20.19');
    expect(Object.values(scripts).filter((script) => /\btsx\b/.test(script))).toEqual([]);
  });
});

describe('npm without -- before the options', () => {
  const npm = (...words: string[]) =>
    spawnSync('npm', ['run', '--silent', ...words], { cwd: PROJECT, encoding: 'utf8' });

  it('is recognised before a command does something else than asked', () => {
    const { status, stderr } = npm('reconcile', '--fix');
    expect(stderr).toContain(
      'npm took --fix for itself. Put -- before the options: npm run reconcile -- --fix',
    );
    expect(status).toBe(2);
  }, 60_000);

  it('is named when the swallowed option makes a usage error', () => {
    const { status, stderr } = npm('images', 'explain', 'KEY', '--endpoint-url', 'http://127.0.0.1:1');
    expect(stderr).toContain('npm took --endpoint-url for itself.');
    expect(status).toBe(2);
  }, 60_000);
});
