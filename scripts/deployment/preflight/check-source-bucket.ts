import { GetBucketNotificationConfigurationCommand } from '@aws-sdk/client-s3';
import type { Account } from '../account';
import { bucketSituation } from '../bucket-situation';
import { refusedBucket } from './check-state-bucket';
import { type Finding, failed, ok } from './finding';

const CHECK = 'source bucket';

/** Whether an imported bucket is there, in the region, and tells EventBridge of its uploads. */
export async function checkSourceBucket(bucket: string, account: Account): Promise<Finding> {
  const situation = await bucketSituation(account.s3, bucket, account.id);
  if (situation.kind === 'free') {
    return failed(CHECK, `SOURCE_BUCKET is ${bucket}, which does not exist: create it, or leave it unset.`);
  }
  if (situation.kind === 'refused') return failed(CHECK, refusedBucket(bucket, account.id));
  if (situation.region !== account.region) {
    return failed(
      CHECK,
      `${bucket} is in ${situation.region}: its events reach a queue of that region only, so set AWS_REGION=${situation.region}.`,
    );
  }
  const { EventBridgeConfiguration: telling } = await account.s3.send(
    new GetBucketNotificationConfigurationCommand({ Bucket: bucket }),
  );
  return telling
    ? ok(CHECK, `${bucket} tells EventBridge of its uploads.`)
    : failed(
        CHECK,
        `${bucket} does not tell EventBridge of its uploads: turn on Properties, Amazon EventBridge in its S3 console.`,
      );
}
