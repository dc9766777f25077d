import type { ImageRecord } from '../../lambda/domain/image-record';
import type { ImageSummary } from './twin-view';

/** The part of a record that the gallery needs, so that thousands of them stay a small response. */
export function imageSummaryOf(record: ImageRecord): ImageSummary {
  const { imageId, timestamp, processingStatus, key, userId, size, format, width, height } = record;
  const { thumbHash, dominantColor, error, durationMs, processedAt, previews } = record;
  return {
    imageId,
    timestamp,
    processingStatus,
    key,
    ...(userId !== undefined && { userId }),
    ...(size !== undefined && { size }),
    ...(format && { format }),
    ...(width !== undefined && { width }),
    ...(height !== undefined && { height }),
    ...(thumbHash && { thumbHash }),
    ...(dominantColor && { dominantColor }),
    ...(error && { error }),
    ...(durationMs !== undefined && { durationMs }),
    ...(processedAt && { processedAt }),
    ...(previews && {
      previews: previews.map((preview) => ({
        key: preview.key,
        width: preview.width,
        height: preview.height,
        size: preview.size,
      })),
    }),
  };
}
