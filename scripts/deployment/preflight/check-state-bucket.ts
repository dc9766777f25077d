import { PLACEHOLDER_STATE_BUCKET } from '../../../stacks/setting-groups/environment';
import type { Settings } from '../../../stacks/settings';
import type { Account } from '../account';
import { bucketSituation, isVersioned } from '../bucket-situation';
import { type Finding, failed, ok } from './finding';

const CHECK = 'state bucket';

/** Checks that the state bucket exists in this account and region, and is versioned. */
export async function checkStateBucket(
  { STATE_BUCKET: bucket, AWS_REGION: region }: Pick<Settings, 'STATE_BUCKET' | 'AWS_REGION'>,
  account: Account,
): Promise<Finding> {
  if (bucket === PLACEHOLDER_STATE_BUCKET) {
    return failed(CHECK, 'STATE_BUCKET is not set: export STATE_BUCKET=your-company-darkroom-state.');
  }
  const situation = await bucketSituation(account.s3, bucket, account.id);
  if (situation.kind === 'free') {
    return failed(CHECK, `There is no bucket ${bucket} yet: npm run bootstrap creates it.`);
  }
  if (situation.kind === 'refused') return failed(CHECK, refusedBucket(bucket, account.id));
  if (situation.region !== region) {
    return failed(
      CHECK,
      `${bucket} is in ${situation.region}, not in ${region}: set AWS_REGION=${situation.region}, or choose another STATE_BUCKET.`,
    );
  }
  if (!(await isVersioned(account.s3, bucket, account.id))) {
    return failed(
      CHECK,
      `${bucket} keeps no versions, so a damaged state could not be restored: aws s3api put-bucket-versioning --bucket ${bucket} --versioning-configuration Status=Enabled.`,
    );
  }
  return ok(CHECK, `${bucket} belongs to account ${account.id}, is in ${region}, and is versioned.`);
}

/** S3 returns the same for a bucket of another account and for one without access. */
export const refusedBucket = (bucket: string, accountId: string): string =>
  `${bucket} exists, but account ${accountId} may not use it: it belongs to another account, or these credentials lack s3:ListBucket on it. Choose another name, or request the permission.`;
