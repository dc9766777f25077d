import { z } from 'zod';
import {
  environmentSuffix,
  logLevel,
  maxFrames,
  maxImagePixels,
  maxImageSize,
  previewFit,
  previewFormat,
  previewSizes,
  retentionDays,
} from '../setting-fields';

/** Origins separated by commas, as the stack's setting is written. */
const origins = z.string().transform((text) =>
  text
    .split(',')
    .map((origin) => origin.trim())
    .filter((origin) => origin !== ''),
);

/** What `image-api` needs to know. The stack's tests compare these keys with the synthesized ones. */
export const imageApiEnvironment = z.object({
  SOURCE_BUCKET: z.string().min(3),
  PROCESSED_BUCKET: z.string().min(3),
  METADATA_TABLE: z.string().min(3),
  EVENT_BUS_NAME: z.string().min(1),
  ENVIRONMENT: environmentSuffix,
  PREVIEW_SIZES: previewSizes,
  PREVIEW_FORMAT: previewFormat,
  PREVIEW_FIT: previewFit,
  MAX_IMAGE_SIZE: maxImageSize,
  MAX_IMAGE_PIXELS: maxImagePixels,
  MAX_FRAMES: maxFrames,
  METADATA_RETENTION_DAYS: retentionDays.optional(),
  CORS_ALLOWED_ORIGINS: origins.optional(),
  LOG_LEVEL: logLevel,
});

export type ImageApiEnvironment = z.output<typeof imageApiEnvironment>;
