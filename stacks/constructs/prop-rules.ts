import { existsSync } from 'node:fs';
import { z } from 'zod';
import { certificateArn, domainName } from '../delivery-settings';
import { KEY_ARN, LOG_RETENTION_DAYS } from '../setting-rules';

/** Rules for the props of constructs. Each message says what is allowed and, unless it is obvious, how to fix it. */

const named = (pattern: RegExp, max: number, characters: string) =>
  z
    .string()
    .max(max, `must have at most ${max} characters. Shorten it, for example by a shorter ENVIRONMENT_SUFFIX.`)
    .regex(pattern, `must be one or more of ${characters}. Remove other characters.`);

/** Source: AWS Lambda API reference, CreateFunction. */
export const functionName = named(/^[A-Za-z0-9_-]+$/, 64, 'A-Z, a-z, 0-9, _ and -');

/** Source: Amazon SQS Developer Guide, "Standard queue quotas". */
export const queueName = named(/^[A-Za-z0-9_-]+$/, 80, 'A-Z, a-z, 0-9, _ and -');

/** Source: Amazon SNS API reference, CreateTopic. */
export const topicName = named(/^[A-Za-z0-9_-]+$/, 256, 'A-Z, a-z, 0-9, _ and -');

/** Source: Amazon EventBridge API reference, PutRule. */
export const ruleName = named(/^[.A-Za-z0-9_-]+$/, 64, 'A-Z, a-z, 0-9, ., _ and -');

/** Source: Amazon EventBridge API reference, CreateEventBus. */
export const busName = named(/^[.A-Za-z0-9_-]+$/, 256, 'A-Z, a-z, 0-9, ., _ and -');

/** Source: Amazon EventBridge API reference, CreateArchive. */
export const archiveName = named(/^[.A-Za-z0-9_-]+$/, 48, 'A-Z, a-z, 0-9, ., _ and -');

/** Source: Amazon DynamoDB Developer Guide, "Naming rules". */
export const tableName = named(/^[.A-Za-z0-9_-]{3,}$/, 255, 'A-Z, a-z, 0-9, ., _ and -, at least three');

/** Source: Amazon CloudWatch API reference, PutDashboard. */
export const dashboardName = named(/^[A-Za-z0-9_-]+$/, 255, 'A-Z, a-z, 0-9, _ and -');

/** Source: AWS KMS API reference, CreateAlias. It stands behind `alias/`, and `aws/` is reserved. */
export const keyAlias = named(/^(?!aws\/)[A-Za-z0-9/_-]+$/, 250, 'A-Z, a-z, 0-9, /, _ and -, not after aws/');

export const keyArn = z
  .string()
  .regex(KEY_ARN, 'must be the ARN of a KMS key: arn:aws:kms:REGION:ACCOUNT:key/ID');

/** The names of CloudFront functions begin with it. Source: Amazon CloudFront API reference, CreateFunction. */
export const deliveryName = named(/^[A-Za-z0-9_-]+$/, 64 - '-choose-format'.length, 'A-Z, a-z, 0-9, _ and -');

export const deliveryDomain = z.object({ name: domainName, certificateArn });

export const atLeastOneKey = z
  .array(z.string())
  .min(1, 'must have at least one public key. Add that of the key that signs.');

/** Source: AWS Billing User Guide, "Budgets quotas" names no maximum; below 1 every month exceeds the budget. */
export const budgetAmount = z.number().min(1, 'must be at least 1 US dollar');

/** Source: AWS Budgets API reference, Budget. */
export const budgetName = named(/^[^:\\]+$/, 100, 'any characters but : and \\');

/** The rules of `STATE_BUCKET` and `SOURCE_BUCKET` check the characters. */
export const bucketNameLength = z
  .string()
  .min(3, 'must have at least 3 characters')
  .max(63, 'must have at most 63 characters. Shorten it, for example by a shorter ENVIRONMENT_SUFFIX.');

/** Source: Amazon SNS Developer Guide, "Creating an Amazon SNS topic": the display name of e-mails. */
export const displayName = z.string().max(100, 'must have at most 100 characters. Shorten it.');

/** Source: AWS Lambda API reference, CreateFunction. */
export const functionDescription = z.string().max(256, 'must have at most 256 characters. Shorten it.');

/** The absolute path of a zip. */
export const functionPackage = z
  .string()
  .refine(existsSync, 'must be the path of a file that exists. Bundle the functions first: npm run bundle');

const seconds = (min: number, max: number, why: string) => {
  const message = `must be a whole number of seconds from ${min} to ${max}: ${why}`;
  return z.int(message).min(min, message).max(max, message);
};

const MEGABYTES = 'must be a whole number of megabytes from 128 to 10240';

/** Source: AWS Lambda Developer Guide, "Lambda quotas". */
export const functionMemory = z.int(MEGABYTES).min(128, MEGABYTES).max(10_240, MEGABYTES);

/** Source: AWS Lambda Developer Guide, "Lambda quotas". */
export const functionTimeout = seconds(1, 900, 'Lambda runs a function for 15 minutes at most.');

/** Source: AWS Lambda API reference, CreateEventSourceMapping. */
export const batchingWindow = seconds(0, 300, 'Lambda waits 5 minutes at most to fill a batch.');

export const logRetention = z
  .int()
  .refine(
    (days) => LOG_RETENTION_DAYS.some((each) => each === days),
    `must be a number of days that CloudWatch Logs offers: ${LOG_RETENTION_DAYS.join(', ')}`,
  );

/** 0 means no expiration. */
export const expirationDays = z
  .int('must be a whole number of days')
  .min(0, 'must be 0, which keeps objects, or a number of days');

export const webOrigins = z.array(
  z
    .string()
    .regex(
      /^(\*|[a-z][a-z0-9+.-]*:\/\/[^/]+)$/,
      'must be origins such as https://photos.example.com, without a path, or *',
    ),
);

export const atLeastOneArn = z.array(z.string()).min(1, 'must name at least one sender. Add its ARN.');
