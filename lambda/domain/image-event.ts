/** The `source` of every event that Darkroom publishes. Rules match on it. */
export const EVENT_SOURCE = 'image.processing';

/** The values of `detail-type` on the bus. */
export const IMAGE_EVENT_TYPES = [
  'Image Processing Completed',
  'Image Processing Failed',
  'Image Deleted',
] as const;

export type ImageEventType = (typeof IMAGE_EVENT_TYPES)[number];
