import { type Outcome, simulationLines } from '../../../scripts/simulate/command/simulation-text';

const outcome = (change: Partial<Outcome['simulation']> = {}): Outcome => ({
  simulation: {
    processed: 1000,
    deadLetters: 0,
    invocations: 250,
    drainedAfter: 100,
    oldest: 90,
    minutes: [],
    ...change,
  },
  outcomes: {
    alarms: [
      { name: 'queue-age', firedAt: 1200, worst: 1100, threshold: 900 },
      { name: 'dead-letters', worst: 0, threshold: 1 },
    ],
    notSimulated: ['api-throttles'],
  },
  retentionSeconds: 345_600,
  tooFast: [],
});

const text = (given: Outcome): string => simulationLines('As planned', given).join('\n');

it('reports throughput and alarms', () => {
  expect(text(outcome())).toContain('Drained after 100 s: 1,000 processed in 250 invocations, 10 a second');
  expect(text(outcome())).toContain('queue-age after 20 min: up to 1,100, threshold 900');
  expect(text(outcome())).toContain('(1 do not fire, 1 watch parts that are not simulated');
  expect(text(outcome())).not.toContain('LOST');
});

it('warns about uploads that expire in the queue', () => {
  expect(text(outcome({ oldest: 345_601 }))).toContain('LOST: the queue drops messages older than 4 d 0 h');
});

it('warns about limits of the table', () => {
  const quota = { name: 'DynamoDB: one day of `DateIndex`', limit: 1000, perUpload: 4, remedy: 'Spread it.' };
  expect(text({ ...outcome(), tooFast: [quota] })).toContain(
    'Above the limit of the table: DynamoDB: one day of `DateIndex` allows 250 a second',
  );
});
