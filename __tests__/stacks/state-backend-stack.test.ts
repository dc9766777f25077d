import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { statementsOf, synthesize, synthesizeInto } from '../support/synthesized-stack';

const { stateBackend, storage, pipeline } = synthesize({
  STATE_BUCKET: 'my-company-state',
  ENVIRONMENT_SUFFIX: 'team-7',
  AWS_REGION: 'eu-central-1',
});

describe('state', () => {
  it.each([
    ['storage', storage],
    ['pipeline', pipeline],
  ])('is kept in the state bucket for %s, encrypted and locked by a file', (name, stack) => {
    expect(stack.json.terraform?.backend).toEqual({
      s3: {
        bucket: 'my-company-state',
        key: `darkroom/team-7/${name}.tfstate`,
        region: 'eu-central-1',
        encrypt: true,
        use_lockfile: true,
      },
    });
    expect(stack.json.terraform?.required_version).toBe('>= 1.10');
  });

  it('is a file in the project for state-backend itself, with the same path on every machine', () => {
    expect(stateBackend.json.terraform?.backend).toEqual({
      local: { path: '../../../terraform.state-backend.tfstate' },
    });
  });

  it('bucket is versioned, encrypted, closed to the public and kept on destroy', () => {
    expect(stateBackend.resource('aws_s3_bucket')).toMatchObject({
      bucket: 'my-company-state',
      force_destroy: false,
      lifecycle: { prevent_destroy: true },
    });
    expect(stateBackend.resource('aws_s3_bucket_versioning')).toMatchObject({
      versioning_configuration: { status: 'Enabled' },
    });
    expect(stateBackend.resource('aws_s3_bucket_server_side_encryption_configuration')).toMatchObject({
      rule: [{ apply_server_side_encryption_by_default: { sse_algorithm: 'AES256' } }],
    });
    expect(stateBackend.resource('aws_s3_bucket_public_access_block')).toMatchObject({
      block_public_acls: true,
      block_public_policy: true,
      ignore_public_acls: true,
      restrict_public_buckets: true,
    });
  });

  it('bucket accepts only TLS', () => {
    const arn = stateBackend.reference('aws_s3_bucket', 'arn');
    expect(statementsOf(stateBackend.resource('aws_s3_bucket_policy').policy)).toEqual([
      {
        Sid: 'DenyPlainHttp',
        Effect: 'Deny',
        Principal: '*',
        Action: 's3:*',
        Resource: [arn, `${arn}/*`],
        Condition: { Bool: { 'aws:SecureTransport': 'false' } },
      },
    ]);
  });
});

describe('every stack', () => {
  it.each([
    ['state-backend', stateBackend],
    ['storage', storage],
    ['pipeline', pipeline],
  ])('%s tags all its resources and lives in the region set', (_, stack) => {
    expect(stack.json.provider?.aws).toEqual([
      {
        region: 'eu-central-1',
        default_tags: [{ tags: { Project: 'darkroom', Environment: 'team-7', ManagedBy: 'cdktf' } }],
      },
    ]);
  });

  it.each([
    ['state-backend', stateBackend],
    ['storage', storage],
    ['pipeline', pipeline],
  ])('%s describes each of its outputs', (_, stack) => {
    const ours = Object.entries(stack.json.output ?? {}).filter(([name]) => !name.startsWith('cross-stack'));
    expect(ours.length).toBeGreaterThan(0);
    for (const [, output] of ours) expect(output.description).toMatch(/^The .+\.$/);
  });
});

it('two synths write the same bytes', () => {
  const directories = ['one', 'two'].map((name) => mkdtempSync(join(tmpdir(), `darkroom-${name}-`)));
  for (const directory of directories) synthesizeInto(directory);
  for (const stack of ['state-backend', 'storage', 'pipeline']) {
    const [one, two] = directories.map((directory) =>
      readFileSync(join(directory, 'stacks', stack, 'cdk.tf.json'), 'utf8'),
    );
    expect(one).toBe(two);
  }
});
