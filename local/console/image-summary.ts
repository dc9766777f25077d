import type { ImageRecord } from '../../lambda/domain/image-record';
import { type ImageSummary, SUMMARY_FIELDS } from './twin-view';

/** The part of a record that the gallery needs, so that the response is small even for thousands of images. */
export function imageSummaryOf(record: ImageRecord): ImageSummary {
  const fields = SUMMARY_FIELDS.map((field) => [field, record[field]]);
  const present = Object.fromEntries(fields.filter(([, value]) => value !== undefined));
  const previews = record.previews?.map(({ key, width, height, size }) => ({ key, width, height, size }));
  return { ...present, ...(previews && { previews }) };
}
