import { plannedSystem } from '../../../scripts/cost/planned-system';
import { alarmOutcomes } from '../../../scripts/simulate/alarm-outcomes';
import { plannedScenario, type Question, reservedScenario } from '../../../scripts/simulate/scenarios';
import { type Scenario, type Simulation, simulate } from '../../../scripts/simulate/simulate';
import { planWith } from '../cost/planned-darkroom';

const plan = planWith();
const system = plannedSystem(plan);
const OVERLAPPING = 2;

const ask = (question: Partial<Question>): Question => ({
  uploads: 10_000,
  rate: Infinity,
  failRate: 0,
  seed: 1,
  time: { workMs: 400, waitingMs: 200 },
  ...question,
});

const run = (scenario: Scenario): Simulation => simulate(system, scenario, OVERLAPPING);
const planned = (question: Partial<Question>): Simulation => run(plannedScenario(system, ask(question)));
const fired = ({ minutes }: Simulation): string[] =>
  alarmOutcomes(plan, system, minutes)
    .alarms.filter(({ firedAt }) => firedAt !== undefined)
    .map(({ name }) => name);

describe('a burst', () => {
  it('is processed at the planned concurrency, each upload once', () => {
    const simulation = planned({});
    expect(simulation).toMatchObject({ processed: 10_000, deadLetters: 0, invocations: 2500 });
    expect(simulation.drainedAfter).toBeGreaterThan((10_000 * 0.5) / 10 / 1.03);
    expect(simulation.drainedAfter).toBeLessThan(((10_000 * 0.5) / 10) * 1.03);
  });

  it('is the same for the same seed, and differs for another', () => {
    expect(planned({ seed: 7, failRate: 0.1 })).toEqual(planned({ seed: 7, failRate: 0.1 }));
    expect(planned({ seed: 8, failRate: 0.1 })).not.toEqual(planned({ seed: 7, failRate: 0.1 }));
  });

  it('drains faster with a higher maximum concurrency', () => {
    const hundred = plannedSystem(planWith({ MAX_CONCURRENCY: '100' }));
    const faster = simulate(hundred, plannedScenario(hundred, ask({ uploads: 40_000 })), OVERLAPPING);
    expect(faster.drainedAfter).toBeLessThan(planned({ uploads: 40_000 }).drainedAfter / 7);
  });

  it('fires the alarm on the age of the oldest message when it waits longer', () => {
    expect(fired(planned({ uploads: 10_000 }))).toEqual([]);
    const long = planned({ uploads: 30_000 });
    expect(long.oldest).toBeGreaterThan(900);
    expect(fired(long)).toEqual(['image-processing-queue-age-dev']);
  });

  it('uses the thresholds of the plan', () => {
    const patient = planWith({}, { aws_cloudwatch_metric_alarm: (alarm) => ({ ...alarm, threshold: 1e9 }) });
    const { alarms } = alarmOutcomes(patient, system, planned({ uploads: 30_000 }).minutes);
    expect(alarms.length).toBeGreaterThanOrEqual(5);
    expect(alarms.every(({ firedAt }) => firedAt === undefined)).toBe(true);
  });
});

it('a rate of uploads below the processing rate leaves no backlog', () => {
  const simulation = planned({ uploads: 6000, rate: 10 });
  expect(simulation.oldest).toBeLessThan(5);
  expect(simulation.drainedAfter).toBeGreaterThanOrEqual(599.9);
  expect(simulation.drainedAfter).toBeLessThan(605);
});

describe('failures', () => {
  it('are retried after the visibility timeout, and become dead letters after the last receive', () => {
    const simulation = planned({ uploads: 100, failRate: 1 });
    expect(simulation).toMatchObject({ processed: 0, deadLetters: 100 });
    const { visibilitySeconds, maxReceives } = system.queue;
    expect(simulation.drainedAfter).toBeGreaterThanOrEqual(visibilitySeconds * maxReceives);
    expect(simulation.drainedAfter).toBeLessThan(visibilitySeconds * maxReceives + 60);
    expect(fired(simulation)).toContain('image-processing-dead-letters-dev');
  });

  it('become dead letters with the expected probability: one in eight at a failure rate of one half', () => {
    const { deadLetters } = planned({ failRate: 0.5 });
    expect(deadLetters).toBeGreaterThan(1150);
    expect(deadLetters).toBeLessThan(1350);
  });

  it('count as errors of the function when it times out', () => {
    const slow = planned({ uploads: 400, time: { workMs: 40_000, waitingMs: 0 } });
    expect(fired(slow)).toEqual(
      expect.arrayContaining([
        'image-processing-processor-errors-dev',
        'image-processing-processor-duration-dev',
      ]),
    );
  });
});

describe('reserved concurrency instead of maximum concurrency', () => {
  const question = ask({ uploads: 5000, time: { workMs: 2500, waitingMs: 500 } });

  it('throttles batches until valid uploads become dead letters', () => {
    const mistaken = run(reservedScenario(system, question, 2));
    expect(mistaken.deadLetters).toBeGreaterThan(0);
    expect(mistaken.processed + mistaken.deadLetters).toBe(5000);
    expect(fired(mistaken)).toEqual(
      expect.arrayContaining([
        'image-processing-processor-throttles-dev',
        'image-processing-dead-letters-dev',
      ]),
    );
  });

  it('loses nothing with an equal maximum concurrency', () => {
    expect(run({ ...plannedScenario(system, question), batches: 2 }).deadLetters).toBe(0);
  });
});
