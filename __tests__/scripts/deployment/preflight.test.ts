import { CreateBucketCommand, PutBucketVersioningCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { EXIT, OperatorError } from '../../../scripts/cli/exit-codes';
import type { Account } from '../../../scripts/deployment/account';
import type { Machine } from '../../../scripts/deployment/machine';
import type { Finding } from '../../../scripts/deployment/preflight/finding';
import { preflight } from '../../../scripts/deployment/preflight/preflight';
import { type S3Server, startS3Server } from '../../support/twin-s3-server';
import { ACCOUNT, type AccountState, accountWith, machineWith, STATE_BUCKET, stateOf } from './support';

let s3: S3Server;

beforeEach(async () => {
  s3 = await startS3Server();
});
afterEach(() => s3.close());

const makeStateBucket = () => s3.endpoint.createBucket(STATE_BUCKET, { versioned: true });

async function findingsOf(machine: Machine): Promise<Record<string, Finding>> {
  return Object.fromEntries((await preflight(machine)).map((finding) => [finding.check, finding]));
}

const onMachine = (overrides: Partial<Machine> = {}, existing: string[] = []) =>
  findingsOf(machineWith(accountWith(s3.client, existing), overrides));

describe('before a deployment', () => {
  it('accepts an empty account with a state bucket', async () => {
    await makeStateBucket();
    const findings = await onMachine();
    expect(Object.values(findings).map(({ outcome }) => outcome)).toEqual(Array(8).fill('ok'));
    expect(findings.names?.says).toBe('0 names already deployed, 18 free.');
  });

  it('looks up the names of every optional part', async () => {
    await makeStateBucket();
    const optional = { DELIVERY: 'cloudfront', MAX_IMAGES_PER_HOUR: '1000', MONTHLY_BUDGET_USD: '20' };
    const environment = { STATE_BUCKET, ALERT_EMAIL: 'oncall@example.com', ...optional };
    const taken = ['image-brake-dev'];
    const { names } = await onMachine({ settings: { environment, context: {} } }, taken);
    expect(names?.says).toMatch(/^image-brake-dev, .* but not in the Terraform state/);
  });

  it.each([
    [undefined, 'Terraform is not installed, or not on the PATH: install 1.10 or newer'],
    ['1.9.8', 'Terraform 1.9.8 does not support lock files in S3: install 1.10 or newer'],
    ['0.15.5', 'Terraform 0.15.5 does not support lock files in S3'],
  ])('refuses Terraform %s', async (version, says) => {
    const { terraform } = await onMachine({ terraformVersion: () => version });
    expect(terraform).toMatchObject({ outcome: 'failed', exitCode: EXIT.findings });
    expect(terraform?.says).toContain(says);
  });

  it('reports invalid settings without calling AWS', async () => {
    const openAccount = jest.fn();
    const environment = { PREVIEW_FORMAT: 'bmp' };
    const findings = await onMachine({ settings: { environment, context: {} }, openAccount });
    expect(findings.settings).toMatchObject({ outcome: 'failed', exitCode: EXIT.usage });
    expect(findings.settings?.says).toContain('PREVIEW_FORMAT is "bmp"');
    expect(findings.names?.outcome).toBe('skipped');
    expect(openAccount).not.toHaveBeenCalled();
  });

  it('reports rejected credentials with their exit code', async () => {
    const refuse = async () => {
      throw new OperatorError('Could not reach AWS: no credentials.', EXIT.unreachable);
    };
    const { account } = await onMachine({ openAccount: refuse });
    expect(account).toMatchObject({ outcome: 'failed', exitCode: EXIT.unreachable });
  });

  it('reports functions that are not bundled', async () => {
    const { packages } = await onMachine({ packages: '/nowhere' });
    expect(packages).toMatchObject({ outcome: 'failed' });
    expect(packages?.says).toContain('npm run bundle');
  });
});

describe('the account, before a deployment', () => {
  const inAccount = (
    state: AccountState,
    environment: Record<string, string> = {},
    existing: string[] = [],
  ) =>
    findingsOf(
      machineWith(accountWith(s3.client, existing, state), {
        settings: { environment: { STATE_BUCKET, ...environment }, context: {} },
      }),
    );
  const OTHER = 'arn:aws:iam::000000000000:role/image-processing-api-logs-prod';
  const OURS = 'arn:aws:iam::000000000000:role/image-processing-api-logs-dev';

  beforeEach(makeStateBucket);

  it('must not have a role for API logs that this environment would replace', async () => {
    const { 'API logs': finding } = await inAccount({ apiLogsRole: OTHER });
    expect(finding).toMatchObject({ outcome: 'failed' });
    expect(finding?.says).toMatch(
      /image-processing-api-logs-prod, which .* replace: set API_ACCESS_LOGS=account/,
    );
  });

  it('may have the role that this environment set', async () => {
    expect((await inAccount({ apiLogsRole: OURS }))['API logs']?.outcome).toBe('ok');
  });

  it('must have a role for API logs when the environment expects one', async () => {
    const expecting = { API_ACCESS_LOGS: 'account' };
    expect((await inAccount({}, expecting))['API logs']?.says).toMatch(
      /has no role for logs: set API_ACCESS_LOGS=/,
    );
    expect((await inAccount({ apiLogsRole: OTHER }, expecting))['API logs']?.outcome).toBe('ok');
  });

  it('is warned of when too few functions may run at the same time', async () => {
    const { concurrency } = await inAccount({ concurrency: 10 });
    expect(concurrency).toMatchObject({ outcome: 'warned' });
    expect(concurrency?.says).toMatch(
      /^Only 10 functions .* lower MAX_CONCURRENCY \(10\), or request a quota of 20/,
    );
  });

  it.each([
    ['function', 'image-processor-dev'],
    ['log group', '/aws/lambda/image-api-dev'],
    ['role', 'image-processing-api-logs-dev'],
    ['archive of events', 'image-processing-archive-dev'],
  ])('must not have a %s of the same name', async (_, name) => {
    const { names } = await inAccount({}, {}, [name]);
    expect(names).toMatchObject({ outcome: 'failed', says: expect.stringContaining(name) });
  });

  it('must not have this environment in another region', async () => {
    await s3.endpoint.createBucket(`photo-uploads-${ACCOUNT}-dev`, { versioned: true });
    const elsewhere: Account = {
      ...accountWith(s3.client),
      region: 'eu-central-1',
      inRegion: () => elsewhere,
    };
    const { names } = await onMachine({ openAccount: async () => elsewhere });
    expect(names?.says).toMatch(
      /is in us-east-1, and an environment cannot span regions: set AWS_REGION=us-east-1, or another ENVIRONMENT_SUFFIX/,
    );
  });
});

describe('the state bucket, before a deployment', () => {
  const stateBucketIn = async (overrides: Partial<Machine> = {}) =>
    (await onMachine(overrides))['state bucket'];

  it('must be set', async () => {
    const finding = await stateBucketIn({ settings: { environment: {}, context: {} } });
    expect(finding?.says).toContain('STATE_BUCKET is not set: export STATE_BUCKET=');
  });

  it('must exist', async () => {
    expect((await stateBucketIn())?.says).toContain(`no bucket ${STATE_BUCKET} yet: npm run bootstrap`);
  });

  it('must be of this account', async () => {
    await makeStateBucket();
    const stranger = { ...accountWith(s3.client), id: '111111111111' };
    const finding = await stateBucketIn({ openAccount: async () => stranger });
    expect(finding?.says).toMatch(/exists, but account 111111111111 may not use it/);
  });

  it('must be in the region', async () => {
    await makeStateBucket();
    const environment = { STATE_BUCKET, AWS_REGION: 'eu-central-1' };
    const finding = await stateBucketIn({ settings: { environment, context: {} } });
    expect(finding?.says).toContain('is in us-east-1, not in eu-central-1: set AWS_REGION=us-east-1');
  });

  it('must keep versions', async () => {
    await s3.client.send(new CreateBucketCommand({ Bucket: STATE_BUCKET }));
    expect((await stateBucketIn())?.says).toContain('put-bucket-versioning');
    const VersioningConfiguration = { Status: 'Enabled' } as const;
    await s3.client.send(new PutBucketVersioningCommand({ Bucket: STATE_BUCKET, VersioningConfiguration }));
    expect((await stateBucketIn())?.outcome).toBe('ok');
  });
});

describe('names, before a deployment', () => {
  const TAKEN = ['image-metadata-dev', 'image-uploads-dev'];

  const keepState = (stack: string, state: string) =>
    s3.client.send(
      new PutObjectCommand({ Bucket: STATE_BUCKET, Key: `darkroom/dev/${stack}.tfstate`, Body: state }),
    );

  beforeEach(makeStateBucket);

  it('must not be in use outside the Terraform state', async () => {
    await s3.endpoint.createBucket(`photo-uploads-${ACCOUNT}-dev`, { versioned: false });
    const { names } = await onMachine({}, TAKEN);
    expect(names?.outcome).toBe('failed');
    expect(names?.says).toMatch(
      /^photo-uploads-000000000000-dev, image-metadata-dev, image-uploads-dev exist, .*terraform import/,
    );
  });

  it('may be in use by an earlier deployment', async () => {
    await s3.endpoint.createBucket(`photo-uploads-${ACCOUNT}-dev`, { versioned: false });
    const bucket = { bucket: `photo-uploads-${ACCOUNT}-dev` };
    await keepState(
      'storage',
      stateOf({ aws_s3_bucket: bucket, aws_dynamodb_table: { name: TAKEN[0] ?? '' } }),
    );
    await keepState('pipeline', stateOf({ aws_sqs_queue: { name: TAKEN[1] ?? '' } }));
    const { names } = await onMachine({}, TAKEN);
    expect(names).toMatchObject({ outcome: 'ok', says: '3 names already deployed, 15 free.' });
  });

  it('are reported as unknown when AWS denies access', async () => {
    const denied = Object.assign(new Error('User is not authorized to perform: sns:GetTopicAttributes'), {
      name: 'AuthorizationErrorException',
    });
    const account = { ...accountWith(s3.client), sns: { send: () => Promise.reject(denied) } };
    const { names } = await onMachine({ openAccount: async () => account as never });
    expect(names?.says).toContain(
      'AWS denied access: User is not authorized to perform: sns:GetTopicAttributes',
    );
  });
});

describe('an imported source bucket, before a deployment', () => {
  it('must exist', async () => {
    await makeStateBucket();
    const environment = { STATE_BUCKET, SOURCE_BUCKET: 'family-photos' };
    const findings = await onMachine({ settings: { environment, context: {} } });
    expect(findings['source bucket']?.says).toContain('SOURCE_BUCKET is family-photos, which does not exist');
    expect(findings.names?.says).toBe('0 names already deployed, 18 free.');
  });
});
