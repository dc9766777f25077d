import { billOf } from '../../../scripts/cost/bill/bill';
import { expectedTime } from '../../../scripts/cost/processing-time';
import { darkroomWith } from './planned-darkroom';

const WORKLOAD = { uploadsPerDay: 2000, bytes: 4_000_000, readsPerDay: 0 };

/** US dollars for CloudFront in the first month; undefined without a line for it. */
function cloudFront(environment: Record<string, string>, workload: object = {}): number | undefined {
  const system = darkroomWith(environment);
  const terms = { time: expectedTime(WORKLOAD.bytes, system.processor.previews), region: 'us-east-1' };
  const { lines } = billOf(system, { ...WORKLOAD, ...workload }, terms);
  return lines.find(({ service }) => service === 'CloudFront')?.monthly[0];
}

const DELIVERED = { DELIVERY: 'cloudfront' };

it('bills no CDN where there is none', () => {
  expect(cloudFront({}, { viewsPerDay: 1000 })).toBeUndefined();
});

it('costs nothing until previews are seen or deleted', () => {
  expect(cloudFront(DELIVERED)).toBe(0);
});

it('bills a million views a month for requests, two functions, traffic and misses', () => {
  const dollars = cloudFront(DELIVERED, { viewsPerDay: 1_000_000 / 30 }) ?? 0;
  const requests = 1;
  const functions = 0.2;
  const misses = 0.04;
  const traffic = dollars - requests - functions - misses;
  // Previews of the default sizes have 2 to 50 kB, 24 kB on average.
  expect(traffic / 0.085).toBeGreaterThan(10);
  expect(traffic / 0.085).toBeLessThan(40);
});

it('bills each deleted image as one path', () => {
  expect(cloudFront(DELIVERED, { deletionsPerDay: 100 })).toBeCloseTo(15, 5);
});
