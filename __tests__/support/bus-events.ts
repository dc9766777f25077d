import type { BusEvent } from '../../local/event-bus/event-bus';

/** An event of the pipeline with default values for the fields that a test does not set. */
export const busEvent = (given: Partial<BusEvent>): BusEvent => ({
  version: '0',
  id: '1',
  'detail-type': 'Image Processing Completed',
  source: 'image.processing',
  account: '000000000000',
  time: '2026-01-01T00:00:00Z',
  region: 'us-east-1',
  resources: [],
  detail: { key: 'uploads/harbour.jpg' },
  ...given,
});
