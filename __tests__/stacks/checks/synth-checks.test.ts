import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { S3Bucket } from '@cdktf/provider-aws/lib/s3-bucket';
import { S3BucketNotification } from '@cdktf/provider-aws/lib/s3-bucket-notification';
import { App, TerraformStack } from 'cdktf';
import { addSynthChecks, SYNTH_CHECKS } from '../../../stacks/checks/synth-checks';
import { synthesisProblem } from '../../../stacks/checks/synthesis-problem';
import { synthesize } from '../../support/synthesized-stack';

function problemOf(synth: () => void): string {
  try {
    synth();
  } catch (error) {
    return synthesisProblem(error);
  }
  throw new Error('Nothing was refused.');
}

describe('synthesis', () => {
  const outdir = mkdtempSync(join(tmpdir(), 'darkroom-checks-'));
  afterAll(() => rmSync(outdir, { recursive: true }));

  it('refuses a mistake that only two stacks together make, and says where, without advice to skip it', () => {
    const app = new App({ outdir });
    const storage = new TerraformStack(app, 'storage');
    new AwsProvider(storage, 'aws', { region: 'us-east-1' });
    const { bucket } = new S3Bucket(storage, 'photos', { bucket: 'photos' });
    new S3BucketNotification(storage, 'first', { bucket });
    const pipeline = new TerraformStack(app, 'pipeline');
    new AwsProvider(pipeline, 'aws', { region: 'us-east-1' });
    new S3BucketNotification(pipeline, 'second', { bucket });
    addSynthChecks([storage, pipeline]);
    const problem = problemOf(() => app.synth());
    expect(problem).toMatch(
      /storage\/aws_s3_bucket\.photos has two notifications, storage\/aws_s3_bucket_notification\.first and pipeline\/aws_s3_bucket_notification\.second/,
    );
    expect(problem).not.toContain('skipValidation');
    expect(problem).not.toMatch(/\s$/);
  });

  it.each([
    ['as it is by default', {}],
    [
      'in production',
      { ENVIRONMENT_SUFFIX: 'prod', ALERT_EMAIL: 'oncall@example.com', NOTIFY_ON: 'failures' },
    ],
    ['with a key of its own', { KMS_KEY: 'managed' }],
    [
      'with an existing key',
      { KMS_KEY: 'arn:aws:kms:us-east-1:111122223333:key/12345678-1234-1234-1234-123456789012' },
    ],
    ['with an imported bucket', { SOURCE_BUCKET: 'somebody-elses-photos' }],
    ['with web pages that call it', { CORS_ALLOWED_ORIGINS: 'https://a.example,https://b.example' }],
  ])('accepts Darkroom %s', (_, environment) => {
    expect(() => synthesize(environment)).not.toThrow();
  });

  it('runs every check there is', () => {
    expect(SYNTH_CHECKS).toHaveLength(16);
  });
});
