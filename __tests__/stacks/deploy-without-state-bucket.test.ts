import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

const project = join(__dirname, '../..');
const { STATE_BUCKET: _, ...environment } = process.env;

/** A directory with a `terraform` that writes down its arguments, and knows nothing but its version. */
function recordingTerraform(): { directory: string; calls: () => string[] } {
  const directory = mkdtempSync(join(tmpdir(), 'darkroom-terraform-'));
  const log = join(directory, 'calls');
  const program = join(directory, 'terraform');
  writeFileSync(
    program,
    `#!/bin/sh\necho "$*" >> ${log}\n[ "$1" = -v ] && echo "Terraform v1.11.4" || exit 1\n`,
  );
  chmodSync(program, 0o755);
  return {
    directory,
    calls: () => readFileSync(log, 'utf8').trim().split('\n'),
  };
}

describe('cdktf deploy without STATE_BUCKET', () => {
  const terraform = recordingTerraform();
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [
      require.resolve('cdktf-cli/bundle/bin/cdktf.js'),
      ...['deploy', 'storage', '--auto-approve', '--output', join(terraform.directory, 'out')],
      // The app without the bundling of the functions, which comes before it.
      ...['--app', 'node --import tsx main.ts'],
    ],
    {
      cwd: project,
      encoding: 'utf8',
      env: {
        ...environment,
        PATH: `${terraform.directory}${delimiter}${process.env.PATH}`,
        CDKTF_HOME: terraform.directory,
        CHECKPOINT_DISABLE: '1',
        CI: 'true',
      },
    },
  );

  it('fails and says what to set, and how', () => {
    expect(status).not.toBe(0);
    expect(`${stdout}${stderr}`).toMatch(/STATE_BUCKET is not set.*cdktf deploy.*export STATE_BUCKET=/s);
  });

  it('does not run Terraform, except to ask its version', () => {
    expect(new Set(terraform.calls())).toEqual(new Set(['-v', 'version -json']));
  });
});
