import type { Plan } from '../../plan/plan';

/**
 * Finds buckets with several notifications. A bucket has one notification configuration, and each
 * `aws_s3_bucket_notification` replaces it. Terraform accepts two of them, but they overwrite each other with each
 * apply.
 */
export function oneNotificationABucket(plan: Plan): string[] {
  const notifications = plan
    .resources('aws_s3_bucket_notification')
    .map((by) => ({ by: by.address, bucket: plan.referenced(by.attributes.bucket, by)[0]?.address }));
  return notifications.flatMap(({ by, bucket }, index) => {
    const earlier = notifications.findIndex((other) => other.bucket === bucket);
    if (bucket === undefined || earlier === index) return [];
    return `${bucket} has two notifications, ${notifications[earlier]?.by} and ${by}, which overwrite each other with each apply. Merge them into one.`;
  });
}
