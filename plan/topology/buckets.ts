import { z } from 'zod';
import type { AppliedPlan } from '../applied-plan';
import { block, declarationSchema, readAttributes, readDeclarations } from './declaration';

export interface CorsRule {
  readonly allowedOrigins: readonly string[];
  readonly allowedMethods: readonly string[];
  readonly allowedHeaders: readonly string[];
  readonly exposeHeaders: readonly string[];
  readonly maxAgeSeconds?: number;
}

/** The events of a bucket that S3 sends to a queue. */
export interface QueueNotification {
  readonly id: string;
  readonly queueArn: string;
  /** For example `s3:ObjectCreated:*`. */
  readonly events: readonly string[];
  readonly prefix: string;
  readonly suffix: string;
}

/** The age in days at which an object moves to a colder storage class. */
export interface Transition {
  readonly days: number;
  readonly storageClass: 'STANDARD_IA' | 'GLACIER_IR';
}

/** The age in days at which S3 removes objects, versions and unfinished uploads. */
export interface LifecycleRule {
  readonly id: string;
  readonly prefix: string;
  readonly expirationDays?: number;
  readonly noncurrentDays?: number;
  /** Whether a delete marker is removed when it has no versions left. */
  readonly expiredMarkers?: boolean;
  readonly abandonedUploadDays?: number;
}

export interface BucketDeclaration {
  readonly name: string;
  /** Whether the bucket is imported. Its owner pays for its content. */
  readonly imported: boolean;
  /** Absent for an imported bucket, because its owner decides. */
  readonly versioned?: boolean;
  readonly corsRules: readonly CorsRule[];
  readonly notifications: readonly QueueNotification[];
  /** Whether its events are also published on the default bus of the account. */
  readonly eventBridge: boolean;
  /** In the order of their days. */
  readonly transitions: readonly Transition[];
  /** The age in days at which an object is removed; absent if objects are kept forever. */
  readonly expirationDays?: number;
  readonly lifecycleRules: readonly LifecycleRule[];
}

const bucket = declarationSchema({ bucket: z.string() }, { force_destroy: 'nothing is destroyed' });

const versioning = declarationSchema({
  bucket: z.string(),
  versioning_configuration: block(z.strictObject({ status: z.enum(['Enabled', 'Suspended', 'Disabled']) })),
});

const cors = declarationSchema({
  bucket: z.string(),
  cors_rule: z.array(
    z
      .strictObject({
        id: z.string().optional(),
        allowed_origins: z.array(z.string()),
        allowed_methods: z.array(z.string()),
        allowed_headers: z.array(z.string()).default([]),
        expose_headers: z.array(z.string()).default([]),
        max_age_seconds: z.number().optional(),
      })
      .transform(
        (rule): CorsRule => ({
          allowedOrigins: rule.allowed_origins,
          allowedMethods: rule.allowed_methods,
          allowedHeaders: rule.allowed_headers,
          exposeHeaders: rule.expose_headers,
          ...(rule.max_age_seconds !== undefined && { maxAgeSeconds: rule.max_age_seconds }),
        }),
      ),
  ),
});

const notification = declarationSchema({
  bucket: z.string(),
  eventbridge: z.boolean().default(false),
  queue: z
    .array(
      z
        .strictObject({
          id: z.string().default(''),
          queue_arn: z.string(),
          events: z.array(z.string()),
          filter_prefix: z.string().default(''),
          filter_suffix: z.string().default(''),
        })
        .transform(
          (queue): QueueNotification => ({
            id: queue.id,
            queueArn: queue.queue_arn,
            events: queue.events,
            prefix: queue.filter_prefix,
            suffix: queue.filter_suffix,
          }),
        ),
    )
    .default([]),
});

const lifecycle = declarationSchema({
  bucket: z.string(),
  rule: z.array(
    z.strictObject({
      id: z.string(),
      status: z.literal('Enabled'),
      filter: block(z.strictObject({ prefix: z.string() })),
      transition: z
        .array(z.strictObject({ days: z.number(), storage_class: z.enum(['STANDARD_IA', 'GLACIER_IR']) }))
        .default([]),
      expiration: z
        .array(
          z.strictObject({
            days: z.number().optional(),
            expired_object_delete_marker: z.boolean().optional(),
          }),
        )
        .default([]),
      noncurrent_version_expiration: z.array(z.strictObject({ noncurrent_days: z.number() })).default([]),
      abort_incomplete_multipart_upload: z
        .array(z.strictObject({ days_after_initiation: z.number() }))
        .default([]),
    }),
  ),
});

type DeclaredRule = z.output<typeof lifecycle>['rule'][number];

function lifecycleRuleOf(rule: DeclaredRule): LifecycleRule {
  const [expiration] = rule.expiration;
  const noncurrentDays = rule.noncurrent_version_expiration[0]?.noncurrent_days;
  const abandonedUploadDays = rule.abort_incomplete_multipart_upload[0]?.days_after_initiation;
  return {
    id: rule.id,
    prefix: rule.filter.prefix,
    ...(expiration?.days !== undefined && { expirationDays: expiration.days }),
    ...(expiration?.expired_object_delete_marker && { expiredMarkers: true }),
    ...(noncurrentDays !== undefined && { noncurrentDays }),
    ...(abandonedUploadDays !== undefined && { abandonedUploadDays }),
  };
}

/** The buckets, each with the configuration of related resources. */
export function readBuckets(plan: AppliedPlan): BucketDeclaration[] {
  const versionings = readAttributes(plan, 'aws_s3_bucket_versioning', versioning);
  const corsRules = readAttributes(plan, 'aws_s3_bucket_cors_configuration', cors);
  const notifications = readAttributes(plan, 'aws_s3_bucket_notification', notification);
  const lifecycles = readAttributes(plan, 'aws_s3_bucket_lifecycle_configuration', lifecycle);
  const declared = readDeclarations(plan, 'aws_s3_bucket', bucket, ({ bucket: name }): BucketDeclaration => {
    const of = <Around extends { bucket: string }>(around: readonly Around[]) =>
      around.filter((other) => other.bucket === name);
    const rules = of(lifecycles).flatMap(({ rule }) => rule);
    const expirationDays = rules.flatMap(({ expiration }) => expiration)[0]?.days;
    return {
      name,
      imported: false,
      versioned: of(versionings).some((other) => other.versioning_configuration.status === 'Enabled'),
      corsRules: of(corsRules).flatMap(({ cors_rule }) => cors_rule),
      notifications: of(notifications).flatMap(({ queue }) => queue),
      eventBridge: of(notifications).some(({ eventbridge }) => eventbridge),
      transitions: rules
        .flatMap(({ transition }) => transition)
        .map(({ days, storage_class: storageClass }) => ({ days, storageClass }))
        .sort((a, b) => a.days - b.days),
      ...(expirationDays !== undefined && { expirationDays }),
      lifecycleRules: rules.map(lifecycleRuleOf),
    };
  });
  return [...declared, ...readDeclarations(plan, 'data.aws_s3_bucket', bucket, importedBucket)];
}

/** An imported bucket. Its owner has turned on EventBridge, and decides on versioning. */
const importedBucket = ({ bucket: name }: z.output<typeof bucket>): BucketDeclaration => ({
  name,
  imported: true,
  corsRules: [],
  notifications: [],
  eventBridge: true,
  transitions: [],
  lifecycleRules: [],
});
