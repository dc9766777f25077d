import { spawnSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const project = join(__dirname, '..');

/** Runs the app as the CDKTF CLI does. */
const runApp = (environment: Record<string, string>) =>
  spawnSync(process.execPath, ['--import', 'tsx', 'main.ts'], {
    cwd: project,
    encoding: 'utf8',
    env: { ...process.env, CDKTF_OUTDIR: mkdtempSync(join(tmpdir(), 'darkroom-main-')), ...environment },
  });

describe('main.ts', () => {
  it('reports wrong settings in sentences, without a stack trace', () => {
    const { status, stderr } = runApp({ PREVIEW_FORMAT: 'bmp', MAX_FRAMES: '0' });
    expect(status).toBe(1);
    expect(stderr).toContain('PREVIEW_FORMAT is "bmp" in the environment, but must be one or more of webp');
    expect(stderr).toContain('MAX_FRAMES is "0" in the environment, but must be from 1 to 500');
    expect(stderr).not.toMatch(/^\s+at /m);
  });
});
