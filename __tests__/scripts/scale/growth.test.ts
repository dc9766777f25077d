import { bindingQuotas, growthSteps, STEPS } from '../../../scripts/scale/growth';
import { quotasOf } from '../../../scripts/scale/quotas';
import { darkroomWith } from '../cost/planned-darkroom';

const time = { workMs: 400, waitingMs: 200 };
const system = darkroomWith();
const quotas = bindingQuotas(system, time);

const bindsAt = (name: string, among = quotas): number =>
  among.find((quota) => quota.name.includes(name))?.bindsAt ?? Number.NaN;

describe('a quota binds at the uploads a day whose busiest hour, four times the average, fills it', () => {
  it('concurrency: 10 functions of 0.45 s each in a full batch', () => {
    expect(bindsAt('MAX_CONCURRENCY')).toBeCloseTo(((10 / 0.45) * 86_400) / 4);
    expect(bindsAt('concurrency of the account')).toBeCloseTo(((1000 / 0.45) * 86_400) / 4);
  });

  it('one day of the index by date: 1 unit for the claim and 2 for the record, of 1,000', () => {
    expect(bindsAt('DateIndex')).toBeCloseTo(((1000 / 3) * 86_400) / 4);
  });

  it('finished records in the index by status: 2 units', () => {
    expect(bindsAt('StatusIndex')).toBeCloseTo((500 * 86_400) / 4);
  });

  it('e-mails: ten a second', () => {
    expect(bindsAt('e-mails')).toBeCloseTo((10 * 86_400) / 4);
  });

  it('messages in flight: each failed message for the visibility timeout', () => {
    expect(bindsAt('in flight')).toBeCloseTo(((120_000 / system.queue.visibilitySeconds) * 86_400) / 4);
  });

  it('previews written: one per size', () => {
    const one = bindingQuotas(darkroomWith({ PREVIEW_SIZES: '300x300' }), time);
    expect(bindsAt('S3', one)).toBeCloseTo(3 * bindsAt('S3'));
  });
});

it('changes with the settings', () => {
  const wide = bindingQuotas(darkroomWith({ MAX_CONCURRENCY: '100' }), time);
  expect(bindsAt('MAX_CONCURRENCY', wide)).toBeCloseTo(10 * bindsAt('MAX_CONCURRENCY'));
});

it('names for each step the next quota', () => {
  const steps = growthSteps(system, { time, region: 'us-east-1' });
  expect(steps.map(({ uploadsPerDay }) => uploadsPerDay)).toEqual(STEPS);
  for (const { uploadsPerDay, next } of steps) {
    const beyond = quotas.map((quota) => quota.bindsAt).filter((at) => at > uploadsPerDay);
    expect(next?.bindsAt).toBe(Math.min(...beyond));
  }
  expect(steps.at(-1)).toMatchObject({ peak: (4 * 10_000_000) / 86_400 });
});

it('has a remedy for each quota, and a source for each quota of AWS', () => {
  const quotas = quotasOf(system, time);
  expect(quotas).not.toHaveLength(0);
  for (const { name, source, remedy, limit, perUpload } of quotas) {
    expect({ name, source: source ?? 'https://docs.aws.amazon.com' }).toEqual({
      name,
      source: expect.stringMatching(/^https:\/\/(docs\.aws\.amazon\.com|repost\.aws)/),
    });
    expect(remedy).toMatch(/\.$/);
    expect(limit / perUpload).toBeGreaterThan(0);
  }
});
