import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateBucketCommand } from '@aws-sdk/client-s3';
import { announce } from '../../../scripts/deployment/bootstrap/announce';
import { carryOut, planBootstrap } from '../../../scripts/deployment/bootstrap/bootstrap';
import { LocalState } from '../../../scripts/deployment/bootstrap/local-state';
import { type S3Server, startS3Server } from '../../support/s3-server';
import { ACCOUNT, accountWith, STATE_BUCKET, settingsOf, stateOf } from './support';

let s3: S3Server;
let folder: string;

beforeEach(async () => {
  s3 = await startS3Server();
  folder = mkdtempSync(join(tmpdir(), 'darkroom-bootstrap-'));
});
afterEach(async () => {
  rmSync(folder, { recursive: true });
  await s3.close();
});

const stateKnowing = (bucket: string) => stateOf({ aws_s3_bucket: { bucket } });

/** A checkout, and a Terraform that makes the bucket and writes the local state as the real one does. */
function checkout(accountId = ACCOUNT, environment: Record<string, string> = {}) {
  const settings = settingsOf(environment);
  const local = new LocalState(folder);
  const runs: string[] = [];
  const terraform = {
    deploy: () => {
      runs.push('deploy');
      local.write(stateKnowing(settings.STATE_BUCKET));
    },
    importBucket: () => void runs.push('import'),
  };
  const work = { settings, account: { ...accountWith(s3.client), id: accountId }, local, terraform };
  return { work, local, runs };
}

const makeBucket = (versioned = true) => s3.endpoint.createBucket(STATE_BUCKET, { versioned });

describe('bootstrap', () => {
  it('makes the bucket where nobody has the name, and may be repeated', async () => {
    const { work, runs } = checkout();
    expect(await planBootstrap(work, false)).toBe('make');
    await makeBucket();
    await expect(carryOut('make', work)).resolves.toMatchObject({ outcome: 'ok' });
    expect(await planBootstrap(work, false)).toBe('keep');
    expect(runs).toEqual(['deploy']);
  });

  it('says what it makes and what it costs', () => {
    const said = announce('make', { bucket: STATE_BUCKET, region: 'us-east-1', accountId: ACCOUNT });
    expect(said).toMatch(/company-state in us-east-1, account 000000000000: versioned, .*\$0\.00\d a month/);
  });

  it('fetches the local state from the bucket where it is lost', async () => {
    const first = checkout();
    await makeBucket();
    await carryOut('make', first.work);
    rmSync(join(folder, 'terraform.state-backend.tfstate'));
    const second = checkout();
    expect(await planBootstrap(second.work, false)).toBe('fetch');
    await carryOut('fetch', second.work);
    expect(second.local.bucket()).toBe(STATE_BUCKET);
    expect(second.runs).toEqual(['deploy']);
  });

  it('uses a bucket of the account as it is, and runs no Terraform', async () => {
    await makeBucket();
    const { work, runs } = checkout();
    expect(await planBootstrap(work, false)).toBe('use');
    await expect(carryOut('use', work)).resolves.toMatchObject({ outcome: 'ok' });
    expect(runs).toEqual([]);
  });

  it('says of such a bucket what it lacks', async () => {
    await s3.client.send(new CreateBucketCommand({ Bucket: STATE_BUCKET }));
    const finding = await carryOut('use', checkout().work);
    expect(finding).toMatchObject({ outcome: 'failed', says: expect.stringContaining('keeps no versions') });
  });

  it('imports such a bucket when it is told to adopt it', async () => {
    await makeBucket();
    const { work, runs } = checkout();
    expect(await planBootstrap(work, true)).toBe('adopt');
    await carryOut('adopt', work);
    expect(runs).toEqual(['import', 'deploy']);
  });

  it('refuses a bucket of another account, and one in another region', async () => {
    await makeBucket();
    await expect(planBootstrap(checkout('111111111111').work, true)).rejects.toThrow(
      'account 111111111111 may not use it',
    );
    const elsewhere = checkout(ACCOUNT, { AWS_REGION: 'eu-central-1' });
    await expect(planBootstrap(elsewhere.work, false)).rejects.toThrow(
      'is in us-east-1, not in eu-central-1',
    );
  });

  it('sets the local state of another bucket aside, and takes it up again', async () => {
    const path = join(folder, 'terraform.state-backend.tfstate');
    writeFileSync(path, stateKnowing('other-state'));
    const { work, local } = checkout();
    expect(await planBootstrap(work, false)).toBe('make');
    expect(existsSync(path)).toBe(false);
    local.turnTo('other-state');
    expect(local.bucket()).toBe('other-state');
  });
});
