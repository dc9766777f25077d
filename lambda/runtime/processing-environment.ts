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
} from './setting-fields';

/** The environment of a function that processes images, by variable. */
export const processingEnvironment = {
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
  LOG_LEVEL: logLevel,
};

const schema = z.object(processingEnvironment);

export type ProcessingEnvironment = z.output<typeof schema>;
