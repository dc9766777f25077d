import { invokingTerraformVerb, readProcessTable } from '../../stacks/invoking-command';
import { loadSettings, settingsSchema } from '../../stacks/settings';
import { PLACEHOLDER_STATE_BUCKET } from '../../stacks/settings-schema';
import { requireStateBucket, StateBucketNotSetError } from '../../stacks/state-bucket-check';

const placeholder = loadSettings({ environment: {}, context: {} });
const real = loadSettings({ environment: { STATE_BUCKET: 'my-state' }, context: {} });

/** The processes between a shell and this app, the way the CDKTF CLI starts one. */
const startedBy = (command: string) =>
  new Map([
    [10, { parent: 1, command: '-bash' }],
    [20, { parent: 10, command }],
    [30, { parent: 20, command: '/bin/sh -c npm run --silent synth:app' }],
    [40, { parent: 30, command: 'node /project/node_modules/.bin/tsx main.ts' }],
  ]);

describe('the placeholder state bucket', () => {
  it('is good enough for synth', () => {
    expect(() => requireStateBucket(placeholder, () => undefined)).not.toThrow();
  });

  it('is refused before Terraform runs, with what to do', () => {
    const deploy = () => requireStateBucket(placeholder, () => 'deploy');
    expect(deploy).toThrow(StateBucketNotSetError);
    expect(deploy).toThrow(/STATE_BUCKET is not set.*cdktf deploy.*export STATE_BUCKET=/s);
  });

  it('gives way to a real bucket', () => {
    expect(() => requireStateBucket(real, () => 'deploy')).not.toThrow();
  });

  it('is no bucket name, so that Terraform itself cannot deploy with it either', () => {
    expect(settingsSchema.safeParse({ STATE_BUCKET: PLACEHOLDER_STATE_BUCKET }).success).toBe(false);
  });
});

describe('the command that invokes the app', () => {
  it.each([
    ['node /project/node_modules/.bin/cdktf deploy storage pipeline', 'deploy'],
    ['node /usr/lib/node_modules/cdktf-cli/bundle/bin/cdktf.js --log-level debug apply', 'apply'],
    ['npm exec cdktf diff storage', 'diff'],
    ['cdktn destroy', 'destroy'],
    ['node /project/node_modules/.bin/cdktf synth', undefined],
    ['npm start', undefined],
    ['vim notes/cdktf/deploy.md', undefined],
  ])('of %j is %j', (command, verb) => {
    expect(invokingTerraformVerb(40, startedBy(command))).toBe(verb);
  });

  it('is not looked for beyond the processes above this one', () => {
    const elsewhere = new Map([...startedBy('npm start'), [99, { parent: 1, command: 'cdktf deploy' }]]);
    expect(invokingTerraformVerb(40, elsewhere)).toBeUndefined();
  });

  it('is read from the processes of this machine', () => {
    expect(readProcessTable().get(process.pid)?.parent).toBe(process.ppid);
  });
});
