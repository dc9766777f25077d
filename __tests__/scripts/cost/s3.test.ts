import { eventBridgeUsage } from '../../../scripts/cost/services/events';
import { s3Usage } from '../../../scripts/cost/services/s3';
import { darkroomWith } from './planned-darkroom';

const system = darkroomWith();
const workload = { uploadsPerDay: 1, bytes: 2_000_000_000, readsPerDay: 0 };

describe('originals', () => {
  it('are stored in each storage class from the day of its transition to the next', () => {
    const { stored } = s3Usage(system, workload);
    expect(stored.slice(0, 3)).toEqual([
      { unit: 's3StandardGbMonth', quantity: 2, fromDay: 0, untilDay: 30 },
      { unit: 's3InfrequentGbMonth', quantity: 2, fromDay: 30, untilDay: 90 },
      { unit: 's3GlacierGbMonth', quantity: 2, fromDay: 90, untilDay: Infinity },
    ]);
  });

  it('are billed when they move, by S3 and for the event about it', () => {
    expect(s3Usage(system, workload).later).toEqual([
      { usage: { s3InfrequentTransition: 1 }, onDay: 30 },
      { usage: { s3GlacierTransition: 1 }, onDay: 90 },
    ]);
    expect(eventBridgeUsage(system, workload).later.map(({ onDay }) => onDay)).toEqual([30, 90]);
  });

  it('remain in Standard when they are too small for transitions', () => {
    const small = { ...workload, bytes: 100_000 };
    expect(s3Usage(system, small).later).toEqual([]);
    expect(s3Usage(system, small).stored[0]).toMatchObject({ unit: 's3StandardGbMonth', untilDay: Infinity });
    expect(eventBridgeUsage(system, small).later).toEqual([]);
  });
});

it('keeps previews as long as the plan says', () => {
  const previews = (days: string) =>
    s3Usage(darkroomWith({ PREVIEW_EXPIRATION_DAYS: days }), workload).stored.at(-1);
  expect(previews('90')).toMatchObject({ fromDay: 0, untilDay: 90 });
  expect(previews('0')).toMatchObject({ untilDay: Infinity });
});
