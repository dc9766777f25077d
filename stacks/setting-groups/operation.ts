import {
  LOG_LEVELS,
  logLevel,
  maxImagesPerHour,
  previewExpirationDays,
  retentionDays,
  wholeNumber,
} from '../../lambda/runtime/setting-fields';
import { LOG_RETENTION_DAYS, logRetentionDays, oneOf, shared, yesOrNo } from '../setting-rules';

const API_ACCESS_LOGS = ['managed', 'account', 'off'] as const;

/** How long data is kept, the limits of the cost, and logs. */
export const operationSettings = {
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
};
