import { METRIC_NAMESPACE } from '../../../lambda/domain/metrics';
import { sizeName } from '../../../lambda/domain/previews/preset';
import type { Settings } from '../../settings';

/** The environment variables of the function that processes images. A setting without a value has no variable. */
export function processingEnvironment(settings: Settings, serviceName: string): Record<string, string> {
  const { METADATA_RETENTION_DAYS: retentionDays, MAX_IMAGES_PER_HOUR: maxPerHour } = settings;
  const presets = settings.PREVIEWS && { PREVIEWS: JSON.stringify(settings.PREVIEWS) };
  return {
    ENVIRONMENT: settings.ENVIRONMENT_SUFFIX,
    ...(presets ?? { PREVIEW_SIZES: settings.PREVIEW_SIZES.map(sizeName).join(',') }),
    PREVIEW_FORMAT: settings.PREVIEW_FORMAT.join(','),
    ...(presets ? {} : { PREVIEW_FIT: settings.PREVIEW_FIT }),
    ...(settings.PREVIEW_QUALITY && { PREVIEW_QUALITY: String(settings.PREVIEW_QUALITY) }),
    MAX_IMAGE_SIZE: String(settings.MAX_IMAGE_SIZE),
    MAX_IMAGE_PIXELS: String(settings.MAX_IMAGE_PIXELS),
    MAX_FRAMES: String(settings.MAX_FRAMES),
    USER_ID_SOURCE: settings.USER_ID_SOURCE,
    HEIC_INPUT: String(settings.HEIC_INPUT),
    ...(retentionDays === undefined ? {} : { METADATA_RETENTION_DAYS: String(retentionDays) }),
    ...(maxPerHour !== undefined && { MAX_IMAGES_PER_HOUR: String(maxPerHour) }),
    LOG_LEVEL: settings.LOG_LEVEL,
    POWERTOOLS_SERVICE_NAME: serviceName,
    POWERTOOLS_METRICS_NAMESPACE: METRIC_NAMESPACE,
    // Otherwise glibc uses a memory arena for each thread of libvips, which fragments the memory of a warm function.
    MALLOC_ARENA_MAX: '1',
  };
}
