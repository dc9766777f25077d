import * as z from 'zod/mini';
import { recipeVariables } from '../runtime/recipe-settings';
import { resourceEnvironment } from '../runtime/resource-environment';
import {
  heicInput,
  maxImagePixels,
  maxImageSize,
  maxImagesPerHour,
  retentionDays,
  userIdSource,
} from '../runtime/setting-fields';

/** The environment of `process-image`. Synthesis fails if it differs from the variables of the function. */
export const processImageEnvironment = z
  .object({
    ...resourceEnvironment,
    ...recipeVariables,
    MAX_IMAGE_SIZE: maxImageSize,
    MAX_IMAGE_PIXELS: maxImagePixels,
    HEIC_INPUT: heicInput,
    USER_ID_SOURCE: userIdSource,
    METADATA_RETENTION_DAYS: z.optional(retentionDays),
    MAX_IMAGES_PER_HOUR: z.optional(maxImagesPerHour),
  })
  .check(
    z.refine(({ PREVIEW_SIZES, PREVIEWS }) => PREVIEW_SIZES !== undefined || PREVIEWS !== undefined, {
      path: ['PREVIEW_SIZES'],
      error: 'or PREVIEWS must be set',
    }),
  );

export type ProcessImageEnvironment = z.output<typeof processImageEnvironment>;
