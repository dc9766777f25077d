import { averageDays, type Bill, billOf } from '../../../scripts/cost/bill/bill';
import type { PlannedSystem } from '../../../scripts/cost/planned-system';
import { servicesUsed } from '../../../scripts/cost/services/all';
import { uploadTerms, type Workload } from '../../../scripts/cost/workload';
import { darkroomWith } from './planned-darkroom';

const workload: Workload = { uploadsPerDay: 1000, bytes: 4_000_000, readsPerDay: 0 };
const time = { workMs: 350, waitingMs: 150 };

const billFor = (system: PlannedSystem, given: Workload = workload, region = 'us-east-1'): Bill =>
  billOf(system, given, { time, region });

function monthOf({ lines, months }: Bill, service: string, month: number): number {
  const line = lines.find((one) => one.service === service);
  return line?.monthly[months.indexOf(month)] ?? Number.NaN;
}

const perMillion = ({ lines }: Bill, service: string): number =>
  lines.find((one) => one.service === service)?.perMillion ?? Number.NaN;

describe('a bill', () => {
  const bill = billFor(darkroomWith());

  it('charges half a second of Lambda with 1769 MB as 0.86377 GB-seconds', () => {
    expect(monthOf(bill, 'Lambda', 1)).toBeCloseTo(30_000 * (0.863_77 * 0.0000133334 + 2e-7), 4);
  });

  it('charges SQS for send, receive and delete, and for five pollers that ask an empty queue every 20 s', () => {
    expect(monthOf(bill, 'SQS', 1)).toBeCloseTo((30_000 * 3 + 5 * 3 * 60 * 24 * 30) * 4e-7, 6);
  });

  it('charges DynamoDB for a claim of 1 unit and a record of 2 in the table and three indexes, and for a row that moves', () => {
    expect(perMillion(bill, 'DynamoDB')).toBeCloseTo((4 + 8 + 1) * 0.625 + 0.125, 6);
  });

  it('charges EventBridge for the bucket’s event, and for the archived event of the outcome', () => {
    expect(perMillion(bill, 'EventBridge')).toBeCloseTo(2 + 1.87 * 0.1, 6);
  });

  it('charges S3 for an upload, three previews and a download, and for half of a month’s originals on average', () => {
    const requests = 30_000 * (4 * 5e-6 + 4e-7);
    const originals = 15 * 1000 * 0.004 * 0.023;
    expect(monthOf(bill, 'S3', 1)).toBeGreaterThan(requests + originals);
    expect(monthOf(bill, 'S3', 1)).toBeLessThan((requests + originals) * 1.02);
  });

  it('charges X-Ray for every invocation below one a second', () => {
    expect(perMillion(bill, 'X-Ray')).toBeCloseTo(5);
  });

  it('adds its lines up', () => {
    const sum = bill.lines.reduce((total, { monthly }) => total + (monthly[0] ?? 0), 0);
    expect(bill.total.monthly[0]).toBeCloseTo(sum, 9);
  });
});

describe('storage', () => {
  it('averages half of the days in the first month, and is constant after expiration', () => {
    expect(averageDays(1, { fromDay: 0, untilDay: Infinity })).toBe(15);
    expect(averageDays(2, { fromDay: 0, untilDay: Infinity })).toBe(45);
    expect(averageDays(1, { fromDay: 0, untilDay: 10 })).toBeCloseTo((10 / 2 / 30) * 10 + (20 / 30) * 10);
    expect(averageDays(9, { fromDay: 0, untilDay: 10 })).toBe(10);
    expect(averageDays(3, { fromDay: 30, untilDay: 90 })).toBe(45);
    expect(averageDays(9, { fromDay: 30, untilDay: 90 })).toBe(60);
  });

  it('grows only by data that is never removed', () => {
    const bill = billFor(darkroomWith());
    const originals = 30_000 * 0.004 * 0.004;
    const records = 30_000 * 1470e-9 * (4 * 0.25 + 0.2);
    expect(bill.growth).toBeCloseTo(originals + records, 6);
  });

  it('is steady in the month after the last removal', () => {
    expect(billFor(darkroomWith({ PREVIEW_EXPIRATION_DAYS: '730' })).months).toEqual([1, 12, 26]);
  });
});

describe('the bill', () => {
  const planned = billFor(darkroomWith());

  it('follows the planned memory', () => {
    const twice = darkroomWith({}, { aws_lambda_function: (fn) => ({ ...fn, memory_size: 3538 }) });
    const compute = (bill: Bill) => perMillion(bill, 'Lambda') - 0.2;
    expect(compute(billFor(twice))).toBeCloseTo(2 * compute(planned), 6);
  });

  it('follows the planned alarms', () => {
    const system = darkroomWith();
    const more = { ...system, watching: { ...system.watching, alarms: system.watching.alarms + 3 } };
    expect(system.watching.alarms).toBeGreaterThanOrEqual(15);
    expect(monthOf(billFor(more), 'CloudWatch', 1) - monthOf(planned, 'CloudWatch', 1)).toBeCloseTo(0.3);
  });

  it('follows the planned previews', () => {
    const one = billFor(darkroomWith({ PREVIEW_SIZES: '800x800' }));
    expect(perMillion(planned, 'S3') - perMillion(one, 'S3')).toBeCloseTo(2 * 5);
  });

  it('follows the retention of logs and records', () => {
    const longer = billFor(darkroomWith({ LOG_RETENTION_DAYS: '365' }));
    expect(monthOf(longer, 'CloudWatch', 12)).toBeGreaterThan(monthOf(planned, 'CloudWatch', 12));
    const shorter = billFor(darkroomWith({ METADATA_RETENTION_DAYS: '30' }));
    expect(monthOf(shorter, 'DynamoDB', 12)).toBeLessThan(monthOf(planned, 'DynamoDB', 12));
  });

  it('follows the subscribers', () => {
    const notified = darkroomWith({ NOTIFICATION_EMAIL: 'photos@example.com' });
    expect(perMillion(billFor(notified), 'SNS')).toBeCloseTo(20 + 0.5);
    const failures = { NOTIFICATION_EMAIL: 'photos@example.com', NOTIFY_ON: 'failures' };
    expect(perMillion(billFor(darkroomWith(failures)), 'SNS')).toBe(0);
  });

  it('omits the originals of an imported bucket', () => {
    const imported = darkroomWith({ SOURCE_BUCKET: 'family-photos' });
    expect(imported.stores.originals).toBeUndefined();
    expect(monthOf(billFor(imported), 'S3', 12)).toBeLessThan(monthOf(planned, 'S3', 12) / 3);
  });

  it('follows the region', () => {
    expect(billFor(darkroomWith(), workload, 'eu-central-1').total.perMillion).toBeGreaterThan(
      planned.total.perMillion,
    );
  });
});

it('fills batches, which saves requests, at maximum concurrency', () => {
  const system = darkroomWith();
  const busy = { ...workload, uploadsPerDay: 2_000_000 };
  const terms = uploadTerms(system, busy, time);
  expect(terms.concurrency).toBeCloseTo((2_000_000 / 86_400) * 0.5);
  expect(terms.batchFill).toBe(system.processor.batchSize);
  const sqs = servicesUsed(system, busy, terms).find(({ service }) => service === 'SQS');
  expect(sqs?.perUpload).toEqual({ sqsRequest: 1 + 2 / 4 });
});

it('bills a key of its own, and has no line for KMS without one', () => {
  expect(monthOf(billFor(darkroomWith({ KMS_KEY: 'managed' })), 'KMS', 1)).toBe(1);
  expect(billFor(darkroomWith()).lines.map(({ service }) => service)).not.toContain('KMS');
});

it('bills the wait of the API function for the processor, and renders once', () => {
  const system = darkroomWith();
  const [without, processed] = [0, 1000].map((processesPerDay) =>
    monthOf(billFor(system, { ...workload, processesPerDay }), 'Lambda', 1),
  );
  const gbSeconds = ((500 + 25 + 5 * (1769 / 512)) / 1000) * 0.5 + 0.025 * (1769 / 1024);
  expect((processed ?? 0) - (without ?? 0)).toBeCloseTo(30_000 * (gbSeconds * 0.0000133334 + 2 * 2e-7), 4);
  const both = billFor(system, { ...workload, processesPerDay: 1000 });
  expect(monthOf(both, 'API Gateway', 1)).toBeCloseTo(30_000 * 3.5e-6);
});

it('bills an API request that reads an image', () => {
  const read = billFor(darkroomWith(), { ...workload, readsPerDay: 1000 });
  expect(monthOf(read, 'API Gateway', 1)).toBeCloseTo(30_000 * 3.5e-6);
});

it('bills the time that a read waits, and the reads of the table meanwhile', () => {
  const reads = { ...workload, readsPerDay: 1000 };
  const added = (service: string) =>
    monthOf(billFor(darkroomWith(), { ...reads, waitSeconds: 10 }), service, 1) -
    monthOf(billFor(darkroomWith(), reads), service, 1);
  const { memoryMb } = darkroomWith().api.fn;
  expect(added('Lambda')).toBeCloseTo(30_000 * 10 * (memoryMb / 1024) * 1.33334e-5, 3);
  expect(added('DynamoDB')).toBeCloseTo(30_000 * 7 * 0.125e-6, 4);
  expect(added('API Gateway')).toBe(0);
});

it('bills the function and the queue of a webhook', () => {
  const plain = billFor(darkroomWith());
  const withWebhook = billFor(darkroomWith({ WEBHOOK_URL: 'https://shop.example.com/photos' }));
  const added = (service: string) => monthOf(withWebhook, service, 1) - monthOf(plain, service, 1);
  expect(added('Lambda')).toBeCloseTo(30_000 * (0.2e-6 + 0.3 * 0.5 * 1.33334e-5), 4);
  expect(added('SQS')).toBeCloseTo((30_000 * 3 + (5 * 30 * 86_400) / 20) * 0.4e-6, 4);
});

it('a bill with sign-in has two invocations for each read', () => {
  const reads = { ...workload, uploadsPerDay: 0, readsPerDay: 1000 };
  const signIn = { SIGN_IN_ISSUER: 'https://issuer.example', SIGN_IN_AUDIENCE: 'app' };
  const [without, withSignIn] = [darkroomWith(), darkroomWith(signIn)].map((system) =>
    monthOf(billFor(system, reads), 'Lambda', 1),
  );
  expect((withSignIn ?? 0) - (without ?? 0)).toBeGreaterThan(30_000 * 2e-7);
});
