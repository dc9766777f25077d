import { blockList, type Plan, type PlannedResource } from './plan';
import type { AllowedStatement } from './statements';

/** A notification of a bucket: the targets that receive events when objects under a prefix change. */
export interface BucketTrigger {
  readonly bucket: PlannedResource;
  /** Empty for all objects. */
  readonly prefix: string;
  readonly targets: readonly PlannedResource[];
  /** The resource that declares it. */
  readonly by: PlannedResource;
}

const TARGET_BLOCKS = { queue: 'queue_arn', topic: 'topic_arn', lambda_function: 'lambda_function_arn' };

/** All notifications of buckets to queues, topics and functions. */
export function bucketTriggers(plan: Plan): BucketTrigger[] {
  return plan.resources('aws_s3_bucket_notification').flatMap((by) => {
    const [bucket] = plan.referenced(by.attributes.bucket, by);
    if (!bucket) return [];
    return Object.entries(TARGET_BLOCKS).flatMap(([block, arn]) =>
      blockList(by.attributes[block]).map((target) => ({
        by,
        bucket,
        prefix: String(target.filter_prefix ?? ''),
        targets: plan.referenced(target[arn], by),
      })),
    );
  });
}

/** The prefix of the keys that a policy resource such as `${bucket.arn}/uploads/*` covers. */
const coveredPrefix = (resource: string): string =>
  resource
    .replace(/^.*?\}/, '')
    .replace(/^\//, '')
    .replace(/\*.*$/, '');

const overlap = (a: string, b: string): boolean => a.startsWith(b) || b.startsWith(a);

/** Whether a statement allows writing objects that trigger this notification. */
export function setsOff(statement: AllowedStatement, { bucket, prefix }: BucketTrigger, plan: Plan): boolean {
  const writes = statement.actions.some((action) =>
    /^s3:(\*|Put\*?|PutObject|DeleteObject|Delete\*)$/.test(action),
  );
  return (
    writes &&
    statement.resources.some(
      (resource) =>
        plan.refers(resource, statement.policy, bucket) && overlap(coveredPrefix(resource), prefix),
    )
  );
}
