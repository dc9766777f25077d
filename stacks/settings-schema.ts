import { z } from 'zod';
import {
  environmentSuffix,
  LOG_LEVELS,
  logLevel,
  maxFrames,
  maxImagePixels,
  maxImageSize,
  previewFit,
  previewFormat,
  previewSizes,
  retentionDays,
  wholeNumber,
} from '../lambda/setting-fields';
import { bucketName, emailAddress, logRetentionDays, oneOf, origins, region, yesOrNo } from './setting-rules';

/**
 * Good enough to synthesize and to read the plan with, and no bucket name on purpose: a real one is unique
 * in the whole world, so nobody can choose it for you, and AWS takes this one from nobody.
 */
export const PLACEHOLDER_STATE_BUCKET = 'STATE_BUCKET-is-not-set';

/**
 * Every setting of a deployment, under the name of its environment variable. `description`, and `none`
 * for what happens without it, are what the configuration page says.
 */
export const settingsSchema = z.object({
  ENVIRONMENT_SUFFIX: environmentSuffix
    .regex(/^[^-].*[^-]$|^[^-]$/, 'must not start or end with -, because bucket names end with it')
    .default('dev')
    .meta({ description: 'Names one of several environments that live side by side in one account.' }),
  AWS_REGION: region.default('us-east-1').meta({ description: 'Where everything is deployed.' }),
  STATE_BUCKET: bucketName.default(PLACEHOLDER_STATE_BUCKET).meta({
    description: 'The bucket that keeps the Terraform state. The default is for `synth` alone.',
  }),
  SOURCE_BUCKET: bucketName.optional().meta({
    description:
      'An existing bucket to take uploads from, changing nothing of it. Its owner lets it send its events to EventBridge.',
    none: 'Darkroom makes its own source bucket.',
  }),
  PREVIEW_SIZES: previewSizes
    .prefault('150x150,300x300,800x800')
    .meta({ description: 'The boxes, in pixels, that previews are fitted into.' }),
  PREVIEW_FORMAT: previewFormat.default('webp').meta({ description: 'What previews are encoded as.' }),
  PREVIEW_FIT: previewFit.default('inside').meta({
    description: '`inside` keeps the whole picture in the box, `cover` fills the box and crops.',
  }),
  MAX_IMAGE_SIZE: maxImageSize
    .prefault('10485760')
    .meta({ description: 'The largest original that is processed, in bytes.' }),
  MAX_IMAGE_PIXELS: maxImagePixels.prefault('100000000').meta({
    description: 'The most pixels of an original, width x height x frames. AVIF may have a quarter of it.',
  }),
  MAX_FRAMES: maxFrames
    .prefault('1')
    .meta({ description: 'The most frames of an animated preview. 1 takes the first frame alone.' }),
  NOTIFICATION_EMAIL: emailAddress.optional().meta({
    description: 'Gets a message for each photo, as `NOTIFY_ON` says.',
    none: 'Nobody is subscribed.',
  }),
  ALERT_EMAIL: emailAddress.optional().meta({
    description: 'Gets a message when an alarm changes state.',
    none: 'Alarms go to `NOTIFICATION_EMAIL`.',
  }),
  NOTIFY_ON: oneOf(['all', 'failures'])
    .default('all')
    .meta({ description: 'Which photos people are told of.' }),
  CORS_ALLOWED_ORIGINS: origins.optional().meta({
    description: 'Web pages that may call the API and the buckets from a browser.',
    none: 'No page may.',
  }),
  LOG_RETENTION_DAYS: logRetentionDays
    .prefault('7')
    .meta({ description: 'How long CloudWatch keeps logs, in days.' }),
  PREVIEW_EXPIRATION_DAYS: wholeNumber(0, 36_500)
    .prefault('365')
    .meta({ description: 'Previews are removed after so many days. 0 keeps them.' }),
  METADATA_RETENTION_DAYS: retentionDays.optional().meta({
    description: 'Records are removed after so many days.',
    none: 'Records are kept.',
  }),
  MAX_CONCURRENCY: wholeNumber(2, 1000)
    .prefault('10')
    .meta({ description: 'The most batches that are processed at the same time.' }),
  RETAIN_DATA: yesOrNo.optional().meta({
    description: 'Protects buckets, originals, previews and records from being destroyed with the stack.',
    none: '`false` for the environment `dev`, `true` for every other.',
  }),
  API_ACCESS_LOGS: oneOf(['managed', 'account', 'off']).default('managed').meta({
    description:
      "`managed` sets the account's API Gateway log role, which access logs need; `account` means that it is set already.",
  }),
  LOG_LEVEL: logLevel
    .default('INFO')
    .meta({ description: `The least important log line that is kept: ${LOG_LEVELS.join(', ')}.` }),
});

export type SettingName = keyof typeof settingsSchema.shape;

const DEVELOPMENT_ENVIRONMENT = 'dev';

/** The settings of one deployment, every default filled in. */
export type Settings = Omit<z.output<typeof settingsSchema>, 'RETAIN_DATA' | 'CORS_ALLOWED_ORIGINS'> & {
  readonly RETAIN_DATA: boolean;
  readonly CORS_ALLOWED_ORIGINS: readonly string[];
};

/** Fills in what depends on another setting. */
export const completeSettings = (given: z.output<typeof settingsSchema>): Settings => ({
  ...given,
  RETAIN_DATA: given.RETAIN_DATA ?? given.ENVIRONMENT_SUFFIX !== DEVELOPMENT_ENVIRONMENT,
  CORS_ALLOWED_ORIGINS: given.CORS_ALLOWED_ORIGINS ?? [],
});
