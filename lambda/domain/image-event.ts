/** The source that every event of Darkroom names; rules match on it. */
export const EVENT_SOURCE = 'image.processing';

/** What an event reports of an image: its `detail-type` on the bus. */
export const IMAGE_EVENT_TYPES = [
  'Image Processing Completed',
  'Image Processing Failed',
  'Image Deleted',
] as const;

export type ImageEventType = (typeof IMAGE_EVENT_TYPES)[number];
