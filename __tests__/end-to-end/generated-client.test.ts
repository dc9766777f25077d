import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generate } from 'openapi-typescript-codegen';
import { CLIENT_PROGRAM } from '../fixtures/client-program';
import { type Deployment, deploymentOf } from '../support/deployment';
import { jpegPhoto } from '../support/photos';
import { ONE_PHOTO, TwinProcess } from '../support/twin-process';

jest.setTimeout(200_000);

const PROJECT = join(__dirname, '../..');

describe('a client that is generated from docs/openapi.json', () => {
  const folder = mkdtempSync(join(tmpdir(), 'darkroom-client-'));
  const program = join(folder, 'program.ts');
  const photo = join(folder, 'photo.jpg');
  let deployment: Deployment;

  beforeAll(async () => {
    await generate({
      input: join(PROJECT, 'docs/openapi.json'),
      output: join(folder, 'client'),
      useOptions: true,
      useUnionTypes: true,
    });
    symlinkSync(join(PROJECT, 'node_modules'), join(folder, 'node_modules'));
    writeFileSync(program, CLIENT_PROGRAM);
    writeFileSync(photo, await jpegPhoto());
    deployment = await deploymentOf(new TwinProcess([ONE_PHOTO]));
  });
  afterAll(async () => {
    await deployment.close();
    rmSync(folder, { recursive: true });
  });

  const run = (command: string, ...args: string[]) =>
    spawnSync(join(PROJECT, 'node_modules/.bin', command), args, { cwd: folder, encoding: 'utf8' });

  it('compiles in strict mode, together with a program that uses it', () => {
    const options = [
      '--strict',
      '--target',
      'es2022',
      '--module',
      'preserve',
      '--lib',
      'es2022,dom',
      '--types',
      'node',
    ];
    const { stdout, stderr } = run('tsc', '--noEmit', '--skipLibCheck', ...options, program);
    expect(stdout + stderr).toBe('');
  });

  it('uploads, waits, finds and forgets an image, and gets the errors of the API', () => {
    const { stdout, stderr } = run('tsx', program, deployment.outputs.api_url, photo);
    expect(stderr).toBe('');
    expect(JSON.parse(stdout)).toEqual({
      put: 200,
      status: 'COMPLETED',
      widths: [150, 300, 800],
      found: 1,
      refused: [400, 'INVALID_REQUEST'],
    });
  });
});
