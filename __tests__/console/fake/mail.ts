import type { ImageRecord } from '../../../lambda/domain/image-record';
import type { Mail } from '../../../local/console/twin-view';

/** An e-mail such as the rules' input transformers make of an event. */
export function mailAbout(record: ImageRecord, id: string): Mail {
  const { key, width, height, previews, durationMs, error } = record;
  const sizes = previews?.map((preview) => `${preview.width}x${preview.height}`).join(', ');
  const body = error
    ? `${key} could not be processed.\n\n${error.message}`
    : `${key} (${width} by ${height} pixels) is ready.\n\nPreviews: ${sizes}.\nIt took ${durationMs} ms.`;
  return {
    id,
    at: Date.now(),
    to: 'photographer@example.com',
    from: 'Darkroom <no-reply@sns.amazonaws.com>',
    subject: 'AWS Notification Message',
    body,
    topic: 'image-processing-notifications-test',
  };
}
