import { z } from 'zod';
import type { TerraformDocument } from '../terraform-document';
import { block, declarationSchema, readDeclarations } from './declaration';

export interface CorsRule {
  readonly allowedOrigins: readonly string[];
  readonly allowedMethods: readonly string[];
  readonly allowedHeaders: readonly string[];
  readonly exposeHeaders: readonly string[];
  readonly maxAgeSeconds?: number;
}

/** What S3 tells a queue of a bucket. */
export interface QueueNotification {
  readonly id: string;
  readonly queueArn: string;
  /** E.g. `s3:ObjectCreated:*`. */
  readonly events: readonly string[];
  readonly prefix: string;
  readonly suffix: string;
}

export interface BucketDeclaration {
  readonly name: string;
  readonly versioned: boolean;
  readonly corsRules: readonly CorsRule[];
  readonly notifications: readonly QueueNotification[];
  /** Whether its events go to the account's default bus too. */
  readonly eventBridge: boolean;
}

const bucket = declarationSchema(
  { bucket: z.string() },
  { force_destroy: 'nothing is destroyed', tags: 'nothing is billed' },
);

const versioning = declarationSchema(
  {
    bucket: z.string(),
    versioning_configuration: block(z.strictObject({ status: z.enum(['Enabled', 'Suspended', 'Disabled']) })),
  },
  {},
);

const cors = declarationSchema(
  {
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
  },
  {},
);

const notification = declarationSchema(
  {
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
  },
  {},
);

/** The buckets, the imported ones included. */
export const readBuckets = (document: TerraformDocument): BucketDeclaration[] => [
  ...readDeclaredBuckets(document),
  ...document.dataSources('aws_s3_bucket', 'bucket').map(importedBucket),
];

/** Somebody else's bucket, as its owner is asked to keep it: with versions, and telling EventBridge. */
const importedBucket = (name: string): BucketDeclaration => ({
  name,
  versioned: true,
  corsRules: [],
  notifications: [],
  eventBridge: true,
});

/** The buckets of the stacks, each with what the resources around it add. */
function readDeclaredBuckets(document: TerraformDocument): BucketDeclaration[] {
  const versioned = readDeclarations(document, 'aws_s3_bucket_versioning', versioning, (read) => ({
    bucket: read.bucket,
    enabled: read.versioning_configuration.status === 'Enabled',
  }));
  const corsRules = readDeclarations(document, 'aws_s3_bucket_cors_configuration', cors, (read) => read);
  const notifications = readDeclarations(
    document,
    'aws_s3_bucket_notification',
    notification,
    (read) => read,
  );
  return readDeclarations(document, 'aws_s3_bucket', bucket, ({ bucket: name }) => ({
    name,
    versioned: versioned.some((other) => other.bucket === name && other.enabled),
    corsRules: corsRules.filter((other) => other.bucket === name).flatMap(({ cors_rule }) => cors_rule),
    notifications: notifications.filter((other) => other.bucket === name).flatMap(({ queue }) => queue),
    eventBridge: notifications.some((other) => other.bucket === name && other.eventbridge),
  }));
}
