import * as z from 'zod/mini';
import { resourceEnvironment } from '../runtime/resource-environment';
import {
  heicInput,
  maxFrames,
  maxImagePixels,
  maxImageSize,
  maxImagesPerHour,
  previewFit,
  previewFormat,
  previewSizes,
  retentionDays,
  userIdSource,
} from '../runtime/setting-fields';

/** The environment of `process-image`. The stack's tests compare these keys with the synthesized ones. */
export const processImageEnvironment = z.object({
  ...resourceEnvironment,
  PREVIEW_SIZES: previewSizes,
  PREVIEW_FORMAT: previewFormat,
  PREVIEW_FIT: previewFit,
  MAX_IMAGE_SIZE: maxImageSize,
  MAX_IMAGE_PIXELS: maxImagePixels,
  MAX_FRAMES: maxFrames,
  HEIC_INPUT: heicInput,
  USER_ID_SOURCE: userIdSource,
  METADATA_RETENTION_DAYS: z.optional(retentionDays),
  MAX_IMAGES_PER_HOUR: z.optional(maxImagesPerHour),
});

export type ProcessImageEnvironment = z.output<typeof processImageEnvironment>;
