import { z } from 'zod';
import { USER_ID_SOURCES, type UserIdSource } from '../lambda/domain/image-record';
import { PREVIEW_FITS, PREVIEW_FORMATS } from '../lambda/domain/previews/preset';
import type { PreviewsFile } from '../lambda/runtime/previews-file';
import {
  environmentSuffix,
  heicInput,
  LOG_LEVELS,
  logLevel,
  maxFrames,
  maxImagePixels,
  maxImageSize,
  maxImagesPerHour,
  origins,
  previewExpirationDays,
  previewFit,
  previewFormats,
  previewQuality,
  previewSizes,
  retentionDays,
  userIdSource,
  wholeNumber,
} from '../lambda/runtime/setting-fields';
import { signInAudiences, signInIssuer } from '../lambda/runtime/sign-in-fields';
import {
  certificateArn,
  DELIVERIES,
  DELIVERY_ACCESSES,
  delivery,
  deliveryAccess,
  domainName,
  PRICE_CLASSES,
  priceClass,
  publicKeys,
  secretName,
} from './delivery-settings';
import {
  bucketName,
  emailAddress,
  encryptionKey,
  LOG_RETENTION_DAYS,
  logRetentionDays,
  oneOf,
  region,
  tags,
  webhookUrl,
  yesOrNo,
} from './setting-rules';

/**
 * A placeholder that is sufficient to synthesize and to review the plan. There cannot be a real default, because a
 * bucket name belongs to one account. The placeholder is not a valid bucket name, so that S3 refuses it.
 */
export const PLACEHOLDER_STATE_BUCKET = 'STATE_BUCKET-is-not-set';

const NOTIFY_ON = ['all', 'failures'] as const;
const API_ACCESS_LOGS = ['managed', 'account', 'off'] as const;

/** A field that functions read as well. Only deployments need its default and its description, so these are here. */
const shared = <Value>(field: z.core.$ZodType<Value, string>) => z.string().pipe(field);

/**
 * Every setting of a deployment, by the name of its environment variable. `docs/configuration.md` is generated from the
 * metadata: the `description`, the `allowed` values, and in `none` the effect of omitting the setting.
 */
export const settingsSchema = z.object({
  ENVIRONMENT_SUFFIX: shared(environmentSuffix)
    .refine((name) => !/^-|-$/.test(name), 'must not start or end with -, because bucket names end with it')
    .default('dev')
    .meta({
      allowed: '1 to 16 of a-z, 0-9 and -, not starting or ending with -',
      description: 'The name of the environment. One account can hold several.',
    }),
  AWS_REGION: region.default('us-east-1').meta({
    allowed: 'a region of the commercial AWS partition',
    description: 'The region that everything is deployed to.',
  }),
  STATE_BUCKET: bucketName.default(PLACEHOLDER_STATE_BUCKET).meta({
    allowed: 'a bucket name',
    description: 'The bucket for the Terraform state. The default works with `synth` only.',
  }),
  SOURCE_BUCKET: bucketName.optional().meta({
    allowed: 'a bucket name',
    description:
      'An existing bucket to take uploads from. Its configuration is not changed: turn on its EventBridge notifications yourself.',
    none: 'Darkroom creates its own source bucket.',
  }),
  PREVIEW_SIZES: shared(previewSizes).prefault('150x150,300x300,800x800').meta({
    allowed: '1 to 10 different sizes WIDTHxHEIGHT from 16 to 4096, separated by commas',
    description: 'The sizes of the previews, in pixels. `PREVIEW_FIT` says how a photo is fitted into them.',
  }),
  PREVIEW_FORMAT: shared(previewFormats)
    .prefault('webp')
    .meta({
      allowed: `one or more of ${PREVIEW_FORMATS.join(', ')}, separated by commas`,
      description:
        'The file formats of previews, best first: `avif,webp,jpeg`. `original` keeps the format of the photo.',
    }),
  PREVIEW_QUALITY: shared(previewQuality).optional().meta({
    allowed: '1 to 100',
    description:
      'The quality of JPEG, WebP and AVIF previews, on the scale of JPEG: the same number looks about the same in each.',
    none: '80.',
  }),
  PREVIEW_FIT: shared(previewFit)
    .default('inside')
    .meta({
      allowed: PREVIEW_FITS.join(', '),
      description:
        '`inside` shows the whole photo, at most as large as the size; `cover` fills the size and crops the photo.',
    }),
  PREVIEWS_FILE: z.string().optional().meta({
    allowed: 'the path of a JSON file, relative to the folder of `cdktf.json`',
    description:
      'Named presets by folder, in place of `PREVIEW_SIZES` and `PREVIEW_FIT`; see [Define presets](how-to/define-presets.md).',
    none: 'The presets are the sizes.',
  }),
  MAX_IMAGE_SIZE: shared(maxImageSize).prefault('10485760').meta({
    allowed: '1 to 268435456 (256 MiB)',
    description: 'The largest original that is processed, in bytes. Larger ones fail.',
  }),
  MAX_IMAGE_PIXELS: shared(maxImagePixels).prefault('100000000').meta({
    allowed: '1 to 1000000000',
    description:
      'The maximum number of pixels of an original: width x height x frames. It bounds decoding time and memory, so JPEG may have four times as many, HEIC half and AVIF a quarter.',
  }),
  MAX_FRAMES: shared(maxFrames).prefault('1').meta({
    allowed: '1 to 500',
    description:
      'The maximum number of frames of an animated original. 1 makes still previews of the first frame.',
  }),
  HEIC_INPUT: shared(heicInput).prefault('true').meta({
    allowed: 'true, false',
    description:
      'Whether HEIC photos are processed. `false` refuses them as `UNSUPPORTED_FORMAT`, for example because of the patents on HEVC.',
  }),
  USER_ID_SOURCE: shared(userIdSource)
    .optional()
    .meta({
      allowed: USER_ID_SOURCES.join(', '),
      description:
        'The source of the user of a photo. `metadata`: `user-id` in the metadata of the object, else the first folder below `uploads/`. `folder`: only that folder, for uploaders that may write to their own folder but must not name another user.',
      none: '`folder` with `SIGN_IN_ISSUER`, else `metadata`.',
    }),
  NOTIFICATION_EMAIL: emailAddress.optional().meta({
    allowed: 'an e-mail address',
    description: 'Receives an e-mail about each photo that `NOTIFY_ON` selects.',
    none: 'Nobody is subscribed.',
  }),
  ALERT_EMAIL: emailAddress.optional().meta({
    allowed: 'an e-mail address',
    description: 'Receives an e-mail when an alarm changes state.',
    none: '`NOTIFICATION_EMAIL` receives them.',
  }),
  NOTIFY_ON: oneOf(NOTIFY_ON)
    .default('all')
    .meta({
      allowed: NOTIFY_ON.join(', '),
      description: 'Which photos cause an e-mail: all of them, or only failures.',
    }),
  CORS_ALLOWED_ORIGINS: shared(origins).optional().meta({
    allowed:
      'origins such as https://photos.example.com, http://localhost:5173 or capacitor://localhost, separated by commas, or *',
    description: 'The origins of web pages and web views that may call the API and the buckets.',
    none: 'No web page may call them.',
  }),
  LOG_RETENTION_DAYS: logRetentionDays.prefault('7').meta({
    allowed: LOG_RETENTION_DAYS.join(', '),
    description: 'Days until CloudWatch deletes logs.',
  }),
  PREVIEW_EXPIRATION_DAYS: shared(previewExpirationDays).prefault('365').meta({
    allowed: '0 to 36500',
    description:
      'Days until previews are deleted; 0 keeps them forever. Their records and originals stay: see [Previews that have expired](operator-commands.md#previews-that-have-expired).',
  }),
  METADATA_RETENTION_DAYS: shared(retentionDays).optional().meta({
    allowed: '1 to 36500',
    description:
      'Days until records are deleted. Originals stay, and previews stay until they expire. The record of a deletion is kept for at least 30 days.',
    none: 'Records are kept forever.',
  }),
  MAX_CONCURRENCY: shared(wholeNumber(2, 1000)).prefault('10').meta({
    allowed: '2 to 1000',
    description: 'The maximum number of batches that are processed at the same time.',
  }),
  MAX_IMAGES_PER_HOUR: shared(maxImagesPerHour).optional().meta({
    allowed: '1 to 1000000000',
    description:
      'The maximum number of attempts to process an image within an hour. Above it, processing stops until somebody resumes it; see [Limit the bill](how-to/limit-the-bill.md).',
    none: 'Nothing stops processing.',
  }),
  MONTHLY_BUDGET_USD: shared(wholeNumber(1, 1_000_000_000)).optional().meta({
    allowed: '1 to 1000000000',
    description:
      'A monthly budget in US dollars. The alerts topic receives a message at 80 % and 100 % of it, and when the forecast exceeds it.',
    none: 'No budget.',
  }),
  RETAIN_DATA: yesOrNo.optional().meta({
    allowed: 'true, false',
    description: 'Whether Terraform refuses to destroy the buckets and the table.',
    none: '`false` for the environment `dev`, `true` for every other.',
  }),
  API_ACCESS_LOGS: oneOf(API_ACCESS_LOGS)
    .default('managed')
    .meta({
      allowed: API_ACCESS_LOGS.join(', '),
      description:
        'Access logs need a role that is set once for the whole account: `managed` sets it, `account` expects it to be set already. `off` writes no access logs.',
    }),
  LOG_LEVEL: shared(logLevel)
    .default('INFO')
    .meta({
      allowed: LOG_LEVELS.join(', '),
      description: 'The lowest level of log lines that functions write.',
    }),
  DELIVERY: delivery.default('none').meta({
    allowed: DELIVERIES.join(', '),
    description:
      'How previews reach viewers. `cloudfront` adds the stack `delivery`: stable addresses at a CDN; see [Delivery](how-to/deliver-previews.md).',
  }),
  DELIVERY_ACCESS: deliveryAccess.default('public').meta({
    allowed: DELIVERY_ACCESSES.join(', '),
    description:
      'Who may view previews through the CDN: everybody who knows an address, or viewers with a signed address or cookie; see [Signed delivery](how-to/sign-deliveries.md).',
  }),
  DELIVERY_DOMAIN: domainName.optional().meta({
    allowed: 'a domain name, such as `images.example.com`',
    description: 'Your own domain for the addresses of previews.',
    none: 'The domain that CloudFront chooses.',
  }),
  DELIVERY_CERTIFICATE_ARN: certificateArn.optional().meta({
    allowed: 'the ARN of an ACM certificate in us-east-1',
    description: 'The certificate of `DELIVERY_DOMAIN`.',
    none: 'The certificate of CloudFront.',
  }),
  DELIVERY_PUBLIC_KEY: publicKeys.optional().meta({
    allowed: '1 to 5 RSA public keys of 2048 bits in PEM format, one after the other',
    description:
      'The keys whose signatures admit viewers with `DELIVERY_ACCESS=signed`. The API signs with the first one; the others serve rotation.',
    none: 'No signatures.',
  }),
  DELIVERY_PRIVATE_KEY_SECRET: secretName.optional().meta({
    allowed: 'the name of a secret in AWS Secrets Manager',
    description:
      'The secret that contains the private key, in PEM format, that belongs to the first key of `DELIVERY_PUBLIC_KEY`. The key itself is never in the state.',
    none: 'No signatures.',
  }),
  DELIVERY_PRICE_CLASS: priceClass.default('PriceClass_100').meta({
    allowed: PRICE_CLASSES.join(', '),
    description:
      'The regions whose caches CloudFront uses: North America and Europe; these and most others; or all.',
  }),
  SIGN_IN_ISSUER: shared(signInIssuer).optional().meta({
    allowed: 'the address of an OpenID Connect issuer, as its tokens name it in `iss`',
    description:
      'People whom this issuer signs in may call the routes below `/my`, for their own photos. See [Let people sign in](how-to/let-people-sign-in.md).',
    none: 'There are no routes below `/my`.',
  }),
  SIGN_IN_AUDIENCE: shared(signInAudiences).optional().meta({
    allowed: 'client ids or API identifiers separated by commas',
    description: 'The audiences (`aud`) whose tokens are accepted. Required with `SIGN_IN_ISSUER`.',
    none: 'There are no routes below `/my`.',
  }),
  KMS_KEY: encryptionKey.optional().meta({
    allowed: '`managed`, or the ARN of a key',
    description:
      'A KMS key that encrypts buckets, queues, topics, the table and logs. `managed` creates one; see [Encryption](security.md#encryption).',
    none: 'AWS keys encrypt everything except topics.',
  }),
  WEBHOOK_URL: webhookUrl.optional().meta({
    allowed: 'an https:// address; on the twin also http://127.0.0.1:PORT/…',
    description:
      'Receives every event of an image, signed as Standard Webhooks specifies; see [Receive webhooks](how-to/receive-webhooks.md).',
    none: 'No webhook.',
  }),
  WEBHOOK_SECRET_NAME: secretName.optional().meta({
    allowed: '1 to 512 of A-Z, a-z, 0-9 and / _ + = . @ -',
    description:
      'The name of the secret in Secrets Manager that signs webhooks. Its value is `whsec_` followed by 24 to 64 bytes in base64.',
    none: '`darkroom/<ENVIRONMENT_SUFFIX>/webhook`',
  }),
  RESOURCE_TAGS: tags.optional().meta({
    allowed: '`KEY=VALUE` pairs separated by commas',
    description: 'Tags of every resource, besides `Project`, `Environment` and `ManagedBy`.',
    none: 'No additional tags.',
  }),
});

export type SettingName = keyof typeof settingsSchema.shape;

const DEVELOPMENT_ENVIRONMENT = 'dev';

/** The settings of one deployment, with all defaults. */
export type Settings = Omit<
  z.output<typeof settingsSchema>,
  'RETAIN_DATA' | 'CORS_ALLOWED_ORIGINS' | 'WEBHOOK_SECRET_NAME' | 'USER_ID_SOURCE'
> & {
  readonly USER_ID_SOURCE: UserIdSource;
  readonly RETAIN_DATA: boolean;
  readonly CORS_ALLOWED_ORIGINS: readonly string[];
  /** The content of `PREVIEWS_FILE`. */
  readonly PREVIEWS?: PreviewsFile;
  readonly WEBHOOK_SECRET_NAME: string;
};

/** Adds the defaults that depend on other settings. */
export const completeSettings = (given: z.output<typeof settingsSchema>): Settings => ({
  ...given,
  // Anyone who can sign in can upload, and must not be able to name another user.
  USER_ID_SOURCE: given.USER_ID_SOURCE ?? (given.SIGN_IN_ISSUER ? 'folder' : 'metadata'),
  RETAIN_DATA: given.RETAIN_DATA ?? given.ENVIRONMENT_SUFFIX !== DEVELOPMENT_ENVIRONMENT,
  CORS_ALLOWED_ORIGINS: given.CORS_ALLOWED_ORIGINS ?? [],
  WEBHOOK_SECRET_NAME: given.WEBHOOK_SECRET_NAME ?? `darkroom/${given.ENVIRONMENT_SUFFIX}/webhook`,
});
