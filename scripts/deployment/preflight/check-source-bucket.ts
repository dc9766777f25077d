import { GetBucketNotificationConfigurationCommand } from '@aws-sdk/client-s3';
import type { Account } from '../account';
import { bucketSituation } from '../bucket-situation';
import { refusedBucket } from './check-state-bucket';
import { type Finding, failed, ok } from './finding';

const CHECK = 'source bucket';

/** Checks that an imported bucket exists in the region and sends its events to EventBridge. */
export async function checkSourceBucket(bucket: string, account: Account): Promise<Finding> {
  const situation = await bucketSituation(account.s3, bucket, account.id);
  if (situation.kind === 'free') {
    return failed(
      CHECK,
      `SOURCE_BUCKET is ${bucket}, which does not exist: create it, or unset SOURCE_BUCKET.`,
    );
  }
  if (situation.kind === 'refused') return failed(CHECK, refusedBucket(bucket, account.id));
  if (situation.region !== account.region) {
    return failed(
      CHECK,
      `${bucket} is in ${situation.region}, and its events reach only queues in that region: set AWS_REGION=${situation.region}.`,
    );
  }
  const { EventBridgeConfiguration: eventBridge } = await account.s3.send(
    new GetBucketNotificationConfigurationCommand({ Bucket: bucket }),
  );
  return eventBridge
    ? ok(CHECK, `${bucket} sends events to EventBridge.`)
    : failed(
        CHECK,
        `${bucket} does not send events to EventBridge: turn on Properties, Amazon EventBridge in its S3 console.`,
      );
}
