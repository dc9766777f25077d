import { findProcess, invokingTerraformVerb, type ProcessEntry } from '../../stacks/invoking-command';
import { PLACEHOLDER_STATE_BUCKET } from '../../stacks/setting-groups/environment';
import { loadSettings, settingsSchema } from '../../stacks/settings';
import { requireStateBucket, StateBucketNotSetError } from '../../stacks/state-bucket-check';

const placeholder = loadSettings({ environment: {}, context: {} });
const real = loadSettings({ environment: { STATE_BUCKET: 'my-state' }, context: {} });

/** The processes between a shell and this app, the way the CDKTF CLI starts one. */
function startedBy(command: string): (pid: number) => ProcessEntry | undefined {
  const processes = new Map([
    [10, { parent: 1, command: '-bash' }],
    [20, { parent: 10, command }],
    [30, { parent: 20, command: '/bin/sh -c npm run --silent synth:app' }],
    [40, { parent: 30, command: 'node /project/node_modules/.bin/tsx main.ts' }],
  ]);
  return (pid) => processes.get(pid);
}

describe('the placeholder state bucket', () => {
  it('is good enough for synth', () => {
    expect(() => requireStateBucket(placeholder, () => undefined)).not.toThrow();
  });

  it('is refused before Terraform runs, with what to do', () => {
    const deploy = () => requireStateBucket(placeholder, () => 'deploy');
    expect(deploy).toThrow(StateBucketNotSetError);
    expect(deploy).toThrow(/STATE_BUCKET is not set.*cdktf deploy.*export STATE_BUCKET=/s);
  });

  it('is not asked for when a real bucket is set', () => {
    expect(() => requireStateBucket(real, () => 'deploy')).not.toThrow();
  });

  it('is not a valid bucket name, so S3 refuses it too', () => {
    expect(settingsSchema.safeParse({ STATE_BUCKET: PLACEHOLDER_STATE_BUCKET }).success).toBe(false);
  });
});

describe('invokingTerraformVerb', () => {
  it.each([
    ['node /project/node_modules/.bin/cdktf deploy storage pipeline', 'deploy'],
    ['node /usr/lib/node_modules/cdktf-cli/bundle/bin/cdktf.js --log-level debug apply', 'apply'],
    ['npm exec cdktf diff storage', 'diff'],
    ['cdktn destroy', 'destroy'],
    ['node /project/node_modules/.bin/cdktf synth', undefined],
    ['npm start', undefined],
    ['vim notes/cdktf/deploy.md', undefined],
  ])('finds below %j: %j', (command, verb) => {
    expect(invokingTerraformVerb(40, startedBy(command))).toBe(verb);
  });

  it('looks at the processes above the app alone', () => {
    const siblings = new Map([[99, { parent: 1, command: 'cdktf deploy' }]]);
    const above = startedBy('npm start');
    expect(invokingTerraformVerb(40, (pid) => above(pid) ?? siblings.get(pid))).toBeUndefined();
  });

  it('looks processes up on this machine', () => {
    expect(findProcess(process.pid)).toEqual({
      parent: process.ppid,
      command: expect.stringContaining('jest'),
    });
  });

  it('finds nothing for a process that does not exist', () => {
    expect(findProcess(0)).toBeUndefined();
  });
});
