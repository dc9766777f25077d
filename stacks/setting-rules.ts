import { z } from 'zod';
import { isLoopbackHttp } from '../lambda/domain/loopback';

/**
 * Rules of the settings that only a deployment reads. Like those in `lambda/runtime/setting-fields.ts`, they parse the
 * text of an environment variable, so the same rules apply to a shell and to `cdktf.json`.
 */

/** Amazon S3 User Guide, "General purpose bucket naming rules". */
const BUCKET_NAME = /^(?!\d+\.\d+\.\d+\.\d+$)(?!.*\.\.)(?!xn--|sthree-)[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;

/** Only regions of the `aws` partition, because Darkroom writes ARNs that begin with `arn:aws:`. */
const REGION = /^(af|ap|ca|eu|il|me|mx|sa|us)-(central|(north|south)?(east|west)|north|south)-\d$/;

/** Source: Amazon CloudWatch Logs API reference, PutRetentionPolicy. */
export const LOG_RETENTION_DAYS = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
] as const;

/** A field that functions read as well. Only deployments need its default and its description, which their groups add. */
export const shared = <Value>(field: z.core.$ZodType<Value, string>) => z.string().pipe(field);

export const oneOf = <const Values extends readonly string[]>(values: Values) =>
  z.enum(values, `must be one of ${values.join(', ')}`);

export const bucketName = z
  .string()
  .regex(
    BUCKET_NAME,
    'must be a bucket name: 3 to 63 of a-z, 0-9, - and ., starting and ending with a-z or 0-9',
  );

export const region = z
  .string()
  .regex(REGION, 'must be a region of the commercial AWS partition, such as eu-central-1');

export const emailAddress = z.email('must be an e-mail address');

export const logRetentionDays = z
  .string()
  .refine((text) => LOG_RETENTION_DAYS.some((days) => String(days) === text), {
    message: `must be one of ${LOG_RETENTION_DAYS.join(', ')}`,
  })
  .transform(Number);

export const yesOrNo = oneOf(['true', 'false']).transform((text) => text === 'true');

/** Policies need the ARN of the key, not of an alias. Source: AWS KMS Developer Guide, "Key identifiers". */
export const KEY_ARN = /^arn:aws:kms:[a-z0-9-]+:\d{12}:key\/[A-Za-z0-9-]+$/;

/** `managed`, or the ARN of a key. */
export const encryptionKey = z.string().refine((text) => text === 'managed' || KEY_ARN.test(text), {
  message: 'must be managed, or the ARN of a KMS key: arn:aws:kms:REGION:ACCOUNT:key/ID',
});

/** The tags that Darkroom sets. */
const OWN_TAGS = ['Project', 'Environment', 'ManagedBy'];
const MAX_TAGS = 40;
/**
 * Stricter than AWS, so that every service accepts it. Source: AWS General Reference, "Tag naming limits and
 * requirements".
 */
const TAG_KEY = /^(?!aws:)[A-Za-z0-9 +\-_.:/@]{1,128}$/i;
const TAG_VALUE = /^[A-Za-z0-9 +\-_.:/@]{0,256}$/;

/** `key=value` pairs separated by commas. */
export const tags = z.string().transform((text, context): Record<string, string> => {
  const pairs = text.split(',').map((pair) => {
    const [key = '', ...value] = pair.split('=');
    return [key.trim(), value.join('=').trim(), value.length > 0] as const;
  });
  const keys = pairs.map(([key]) => key);
  const isValid =
    pairs.length <= MAX_TAGS &&
    new Set(keys).size === keys.length &&
    pairs.every(([key, value, isPair]) => isPair && TAG_KEY.test(key) && TAG_VALUE.test(value));
  if (isValid && !keys.some((key) => OWN_TAGS.includes(key))) {
    return Object.fromEntries(pairs.map(([key, value]) => [key, value]));
  }
  context.addIssue({
    code: 'custom',
    message: `must be up to ${MAX_TAGS} different tags KEY=VALUE separated by commas, of letters, digits, spaces and + - _ . : / @, but not aws:…, ${OWN_TAGS.join(', ')}`,
  });
  return z.NEVER;
});

/** A public host name. IP addresses are refused, because they could be those of Lambda itself or of its network. */
const PUBLIC_HOST = /^(?=.*[a-z])([a-z0-9-]+\.)+[a-z0-9-]*[a-z][a-z0-9-]*$/;

function isWebhookUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const url = new URL(text);
  const { protocol, hostname, username, password, hash } = url;
  if (username || password || hash) return false;
  if (isLoopbackHttp(url)) return true;
  return (
    protocol === 'https:' && PUBLIC_HOST.test(hostname) && !/\.(local|localhost|internal)$/.test(hostname)
  );
}

export const webhookUrl = z.string().refine(isWebhookUrl, {
  message:
    'must be an https:// address with a public host name, without a user, a password and a fragment, such as https://shop.example.com/webhooks/photos',
});
