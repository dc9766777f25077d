import * as z from 'zod/mini';
import {
  environmentSuffix,
  logLevel,
  maxFrames,
  maxImagePixels,
  maxImageSize,
  previewFit,
  previewFormat,
  previewSizes,
  resourceName,
  retentionDays,
} from '../setting-fields';

/** Origins separated by commas, as the stack's setting is written. */
const origins = z.pipe(
  z.string(),
  z.transform((text: string) =>
    text
      .split(',')
      .map((origin) => origin.trim())
      .filter((origin) => origin !== ''),
  ),
);

/** What `image-api` needs to know. The stack's tests compare these keys with the synthesized ones. */
export const imageApiEnvironment = z.object({
  SOURCE_BUCKET: resourceName,
  PROCESSED_BUCKET: resourceName,
  METADATA_TABLE: resourceName,
  EVENT_BUS_NAME: resourceName,
  ENVIRONMENT: environmentSuffix,
  PREVIEW_SIZES: previewSizes,
  PREVIEW_FORMAT: previewFormat,
  PREVIEW_FIT: previewFit,
  MAX_IMAGE_SIZE: maxImageSize,
  MAX_IMAGE_PIXELS: maxImagePixels,
  MAX_FRAMES: maxFrames,
  METADATA_RETENTION_DAYS: z.optional(retentionDays),
  CORS_ALLOWED_ORIGINS: z.optional(origins),
  LOG_LEVEL: logLevel,
});

export type ImageApiEnvironment = z.output<typeof imageApiEnvironment>;
