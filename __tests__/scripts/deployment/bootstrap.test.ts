import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateBucketCommand } from '@aws-sdk/client-s3';
import { announce } from '../../../scripts/deployment/bootstrap/announce';
import { carryOut, planBootstrap } from '../../../scripts/deployment/bootstrap/bootstrap';
import { LocalState } from '../../../scripts/deployment/bootstrap/local-state';
import { type S3Server, startS3Server } from '../../support/twin-s3-server';
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
  it('creates the bucket when the name is free, and can be repeated', async () => {
    const { work, runs } = checkout();
    expect(await planBootstrap(work, false)).toBe('make');
    await makeBucket();
    await expect(carryOut('make', work)).resolves.toMatchObject({ outcome: 'ok' });
    expect(await planBootstrap(work, false)).toBe('keep');
    expect(runs).toEqual(['deploy']);
  });

  it('announces the bucket and its cost', () => {
    const said = announce('make', { bucket: STATE_BUCKET, region: 'us-east-1', accountId: ACCOUNT });
    expect(said).toMatch(/company-state in us-east-1, account 000000000000: versioned, .*\$0\.00\d a month/);
  });

  it('downloads the local state from the bucket when it is lost', async () => {
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

  it('uses an existing bucket of the account unchanged, without Terraform', async () => {
    await makeBucket();
    const { work, runs } = checkout();
    expect(await planBootstrap(work, false)).toBe('use');
    await expect(carryOut('use', work)).resolves.toMatchObject({ outcome: 'ok' });
    expect(runs).toEqual([]);
  });

  it('reports what an existing bucket lacks', async () => {
    await s3.client.send(new CreateBucketCommand({ Bucket: STATE_BUCKET }));
    const finding = await carryOut('use', checkout().work);
    expect(finding).toMatchObject({ outcome: 'failed', says: expect.stringContaining('keeps no versions') });
  });

  it('imports an existing bucket with --adopt', async () => {
    await makeBucket();
    const { work, runs } = checkout();
    expect(await planBootstrap(work, true)).toBe('adopt');
    await carryOut('adopt', work);
    expect(runs).toEqual(['import', 'deploy']);
  });

  it('rejects a bucket of another account or region', async () => {
    await makeBucket();
    await expect(planBootstrap(checkout('111111111111').work, true)).rejects.toThrow(
      'account 111111111111 may not use it',
    );
    const elsewhere = checkout(ACCOUNT, { AWS_REGION: 'eu-central-1' });
    await expect(planBootstrap(elsewhere.work, false)).rejects.toThrow(
      'is in us-east-1, not in eu-central-1',
    );
  });

  it('sets the local state of another bucket aside, and restores it', async () => {
    const path = join(folder, 'terraform.state-backend.tfstate');
    writeFileSync(path, stateKnowing('other-state'));
    const { work, local } = checkout();
    expect(await planBootstrap(work, false)).toBe('make');
    expect(existsSync(path)).toBe(false);
    local.switchTo('other-state');
    expect(local.bucket()).toBe('other-state');
  });
});
