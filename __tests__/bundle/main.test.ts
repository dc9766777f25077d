import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { bundleLambdas } from '../../bundle/bundle-lambdas';
import { FUNCTION_NAMES } from '../../stacks/function-packages';
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
  it('returns the paths of the zips of a target', async () => {
    expect(await bundleLambdas({ target: 'host' })).toEqual({
      processImage: join(project, 'dist/host/process-image.zip'),
      imageApi: join(project, 'dist/host/image-api.zip'),
      sendWebhook: join(project, 'dist/host/send-webhook.zip'),
      brake: join(project, 'dist/host/brake.zip'),
      signIn: join(project, 'dist/host/sign-in.zip'),
    });
  });

  it('skips packages whose inputs are unchanged', async () => {
    const sizes: unknown[] = [];
    await bundleLambdas({ target: 'host', onPackage: ({ size }) => sizes.push(size) });
    expect(sizes).toEqual(FUNCTION_NAMES.map(() => undefined));
  });
});

describe('npm run bundle', () => {
  it('lists its options in the help', () => {
    const { stdout, status } = bundle('--help');
    expect(status).toBe(0);
    expect(stdout).toMatch(/--target <target>.*--quiet/s);
  });

  it('rejects an unknown target, and lists the valid ones', () => {
    const { stderr, status } = bundle('--target', 'moon');
    expect(status).toBe(2);
    expect(stderr).toContain("'moon' is invalid. Allowed choices are lambda, host, all");
  });

  it('prints nothing with --quiet', () => {
    const { stdout, stderr, status } = bundle('--target', 'host', '--quiet');
    expect({ stdout, stderr, status }).toEqual({ stdout: '', stderr: '', status: 0 });
  });
});
