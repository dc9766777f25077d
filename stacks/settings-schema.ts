import { z } from 'zod';
import { PREVIEW_FITS, PREVIEW_FORMATS } from '../lambda/domain/previews/preview-recipe';
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
} from '../lambda/runtime/setting-fields';
import {
  bucketName,
  emailAddress,
  LOG_RETENTION_DAYS,
  logRetentionDays,
  oneOf,
  origins,
  region,
  yesOrNo,
} from './setting-rules';

/**
 * Good enough to synthesize and to read the plan with, and no bucket name on purpose: a real one is unique
 * in the whole world, so nobody can choose it for you, and AWS takes this one from nobody.
 */
export const PLACEHOLDER_STATE_BUCKET = 'STATE_BUCKET-is-not-set';

const NOTIFY_ON = ['all', 'failures'] as const;
const API_ACCESS_LOGS = ['managed', 'account', 'off'] as const;

/** A field that functions read as well, with the defaults and descriptions that only a deployment needs. */
const shared = <Value>(field: z.core.$ZodType<Value, string>) => z.string().pipe(field);

/**
 * Every setting of a deployment, under the name of its environment variable. What the configuration page
 * says of each is here too: `description`, what is `allowed`, and `none` for what happens without it.
 */
export const settingsSchema = z.object({
  ENVIRONMENT_SUFFIX: shared(environmentSuffix)
    .refine((name) => !/^-|-$/.test(name), 'must not start or end with -, because bucket names end with it')
    .default('dev')
    .meta({
      allowed: '1 to 16 of a-z, 0-9 and -, not starting or ending with -',
      description: 'Names one of several environments that live side by side in one account.',
    }),
  AWS_REGION: region.default('us-east-1').meta({
    allowed: 'a region of the commercial AWS partition',
    description: 'Where everything is deployed.',
  }),
  STATE_BUCKET: bucketName.default(PLACEHOLDER_STATE_BUCKET).meta({
    allowed: 'a bucket name',
    description: 'The bucket that keeps the Terraform state. The default is for `synth` alone.',
  }),
  SOURCE_BUCKET: bucketName.optional().meta({
    allowed: 'a bucket name',
    description:
      'An existing bucket to take uploads from, changing nothing of it. Its owner lets it send its events to EventBridge.',
    none: 'Darkroom makes its own source bucket.',
  }),
  PREVIEW_SIZES: shared(previewSizes).prefault('150x150,300x300,800x800').meta({
    allowed: '1 to 10 different sizes WIDTHxHEIGHT from 16 to 4096, separated by commas',
    description: 'The boxes, in pixels, that previews are fitted into.',
  }),
  PREVIEW_FORMAT: shared(previewFormat)
    .default('webp')
    .meta({ allowed: PREVIEW_FORMATS.join(', '), description: 'What previews are encoded as.' }),
  PREVIEW_FIT: shared(previewFit)
    .default('inside')
    .meta({
      allowed: PREVIEW_FITS.join(', '),
      description: '`inside` keeps the whole picture in the box, `cover` fills the box and crops.',
    }),
  MAX_IMAGE_SIZE: shared(maxImageSize).prefault('10485760').meta({
    allowed: '1 to 268435456 (256 MiB)',
    description: 'The largest original that is processed, in bytes.',
  }),
  MAX_IMAGE_PIXELS: shared(maxImagePixels).prefault('100000000').meta({
    allowed: '1 to 1000000000',
    description: 'The most pixels of an original, width x height x frames. AVIF may have a quarter of it.',
  }),
  MAX_FRAMES: shared(maxFrames).prefault('1').meta({
    allowed: '1 to 500',
    description: 'The most frames of an animated preview. 1 takes the first frame alone.',
  }),
  NOTIFICATION_EMAIL: emailAddress.optional().meta({
    allowed: 'an e-mail address',
    description: 'Gets a message for each photo, as `NOTIFY_ON` says.',
    none: 'Nobody is subscribed.',
  }),
  ALERT_EMAIL: emailAddress.optional().meta({
    allowed: 'an e-mail address',
    description: 'Gets a message when an alarm changes state.',
    none: 'Alarms go to `NOTIFICATION_EMAIL`.',
  }),
  NOTIFY_ON: oneOf(NOTIFY_ON)
    .default('all')
    .meta({ allowed: NOTIFY_ON.join(', '), description: 'Which photos people are told of.' }),
  CORS_ALLOWED_ORIGINS: origins.optional().meta({
    allowed: 'origins such as https://photos.example.com, separated by commas, or *',
    description: 'Web pages that may call the API and the buckets from a browser.',
    none: 'No page may.',
  }),
  LOG_RETENTION_DAYS: logRetentionDays.prefault('7').meta({
    allowed: LOG_RETENTION_DAYS.join(', '),
    description: 'How long CloudWatch keeps logs, in days.',
  }),
  PREVIEW_EXPIRATION_DAYS: shared(wholeNumber(0, 36_500))
    .prefault('365')
    .meta({ allowed: '0 to 36500', description: 'Previews are removed after so many days. 0 keeps them.' }),
  METADATA_RETENTION_DAYS: shared(retentionDays).optional().meta({
    allowed: '1 to 36500',
    description: 'Records are removed after so many days.',
    none: 'Records are kept.',
  }),
  MAX_CONCURRENCY: shared(wholeNumber(2, 1000))
    .prefault('10')
    .meta({ allowed: '2 to 1000', description: 'The most batches that are processed at the same time.' }),
  RETAIN_DATA: yesOrNo.optional().meta({
    allowed: 'true, false',
    description: 'Protects buckets, originals, previews and records from being destroyed with the stack.',
    none: '`false` for the environment `dev`, `true` for every other.',
  }),
  API_ACCESS_LOGS: oneOf(API_ACCESS_LOGS)
    .default('managed')
    .meta({
      allowed: API_ACCESS_LOGS.join(', '),
      description:
        "`managed` sets the account's API Gateway log role, which access logs need; `account` means that it is set already.",
    }),
  LOG_LEVEL: shared(logLevel)
    .default('INFO')
    .meta({ allowed: LOG_LEVELS.join(', '), description: 'The least important log line that is kept.' }),
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
