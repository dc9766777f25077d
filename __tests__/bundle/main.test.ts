import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { bundleLambdas } from '../../bundle/bundle-lambdas';
import { BUNDLING_TIMEOUT_MS, bundled } from '../support/bundled';

const project = join(__dirname, '../..');
const bundle = (...words: string[]) =>
  spawnSync(process.execPath, ['--import', 'tsx', 'bundle/main.ts', ...words], {
    cwd: project,
    encoding: 'utf8',
  });

beforeAll(() => {
  bundled('host');
}, BUNDLING_TIMEOUT_MS);

describe('bundling the functions', () => {
  it('answers where the zips of a target are', async () => {
    expect(await bundleLambdas({ target: 'host' })).toEqual({
      processImage: join(project, 'dist/host/process-image.zip'),
      imageApi: join(project, 'dist/host/image-api.zip'),
    });
  });

  it('leaves packages alone whose inputs did not change', async () => {
    const sizes: unknown[] = [];
    await bundleLambdas({ target: 'host', onPackage: ({ size }) => sizes.push(size) });
    expect(sizes).toEqual([undefined, undefined]);
  });
});

describe('npm run bundle', () => {
  it('explains itself', () => {
    const { stdout, status } = bundle('--help');
    expect(status).toBe(0);
    expect(stdout).toMatch(/--target <target>.*--quiet/s);
  });

  it('refuses a target that there is not, naming those there are', () => {
    const { stderr, status } = bundle('--target', 'moon');
    expect(status).toBe(1);
    expect(stderr).toContain("'moon' is invalid. Allowed choices are lambda, host, all");
  });

  it('prints nothing when asked to be quiet', () => {
    const { stdout, stderr, status } = bundle('--target', 'host', '--quiet');
    expect({ stdout, stderr, status }).toEqual({ stdout: '', stderr: '', status: 0 });
  });
});
