import { z } from 'zod';

/**
 * Rules of the settings that only a deployment reads. Like `lambda/runtime/setting-fields.ts` they take the text
 * of an environment variable, so the same rules apply to a shell and to `cdktf.json`.
 */

/** Amazon S3 User Guide, "General purpose bucket naming rules". */
const BUCKET_NAME = /^(?!\d+\.\d+\.\d+\.\d+$)(?!.*\.\.)(?!xn--|sthree-)[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;

/** The `aws` partition only: Darkroom writes ARNs that begin with `arn:aws:`. */
const REGION = /^(af|ap|ca|eu|il|me|mx|sa|us)-(central|(north|south)?(east|west)|north|south)-\d$/;

const ORIGIN = /^https?:\/\/[a-z0-9.-]+(:\d{1,5})?$/;

/** Source: Amazon CloudWatch Logs API reference, PutRetentionPolicy. */
export const LOG_RETENTION_DAYS = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
] as const;

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

export const origins = z.string().transform((text, context): string[] => {
  const list = text.split(',').map((origin) => origin.trim());
  if (!list.every((origin) => origin === '*' || ORIGIN.test(origin))) {
    context.addIssue({
      code: 'custom',
      message: 'must be origins such as https://photos.example.com separated by commas, or *',
    });
    return z.NEVER;
  }
  return list;
});
