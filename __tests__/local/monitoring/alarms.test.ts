import { alarmMessage } from '../../../local/monitoring/alarm-message';
import { type AlarmChange, Alarms } from '../../../local/monitoring/alarms';
import { AwsMetrics } from '../../../local/monitoring/aws-metrics';
import { MetricStore, MINUTE_MS } from '../../../local/monitoring/metric-store';
import type { AlarmDeclaration } from '../../../plan/topology/alarms';

const TOPIC = 'arn:aws:sns:us-east-1:000000000000:alerts';
const errors: AlarmDeclaration = {
  name: 'processor-errors',
  arn: 'arn:aws:cloudwatch:us-east-1:000000000000:alarm:processor-errors',
  description: 'The image processor failed.',
  metric: { namespace: 'AWS/Lambda', name: 'Errors', dimensions: { FunctionName: 'image-processor' } },
  statistic: 'Sum',
  period: 300,
  evaluationPeriods: 1,
  datapointsToAlarm: 1,
  comparison: 'GreaterThanThreshold',
  threshold: 1,
  actions: { ALARM: [TOPIC], OK: [TOPIC], INSUFFICIENT_DATA: [] },
};
const place = { accountId: '000000000000', region: 'us-east-1', endpoint: '', apiUrl: '' };

function setUp(given: Partial<AlarmDeclaration> = {}) {
  const clock = { time: Date.parse('2026-01-01T00:00:00Z') };
  const now = () => clock.time;
  const metrics = new MetricStore();
  const aws = new AwsMetrics((datum) => metrics.record(datum), now);
  const changes: AlarmChange[] = [];
  const alarms = new Alarms({
    alarms: [{ ...errors, ...given }],
    metrics,
    now,
    onChange: (change) => changes.push(change),
  });
  const fail = () => aws.invocationEnded({ functionName: 'image-processor', durationMs: 10, failed: true });
  const pass = (minutes: number) => {
    for (let minute = 0; minute < minutes; minute += 1) {
      clock.time += MINUTE_MS;
      alarms.evaluate();
    }
  };
  return {
    alarms,
    changes,
    fail,
    pass,
    states: () => changes.map(({ from, status }) => [from, status.state]),
  };
}

describe('An alarm', () => {
  it('begins without data, and is OK after the first minute if nothing happened', () => {
    const { alarms, states, pass } = setUp();
    expect(alarms.statuses[0]?.state).toBe('INSUFFICIENT_DATA');
    pass(1);
    expect(states()).toEqual([['INSUFFICIENT_DATA', 'OK']]);
  });

  it('goes off once the minute of the breach is over, once, and is OK again afterwards', () => {
    const { states, fail, pass } = setUp();
    pass(1);
    fail();
    fail();
    pass(3);
    expect(states().slice(1)).toEqual([['OK', 'ALARM']]);
    pass(20);
    expect(states().slice(2)).toEqual([['ALARM', 'OK']]);
  });

  it('adds up what happened within its period', () => {
    const { states, fail, pass } = setUp();
    fail();
    pass(2);
    fail();
    pass(1);
    expect(states().at(-1)).toEqual(['OK', 'ALARM']);
  });

  it('reports since when and why it is in its state', () => {
    const { alarms, fail, pass } = setUp();
    fail();
    fail();
    pass(1);
    const since = alarms.statuses[0]?.since;
    pass(2);
    expect(alarms.statuses).toEqual([
      {
        name: 'processor-errors',
        description: 'The image processor failed.',
        state: 'ALARM',
        since,
        condition: 'Sum of Errors > 1 for 1 of 1 periods of 300 s',
        reason: expect.stringMatching(
          /^Threshold Crossed: 1 datapoint \[2\.0 \(.*\)\] was greater than the threshold \(1\.0\)\.$/,
        ),
      },
    ]);
  });

  it('is refused by its name when its statistic is not known', () => {
    expect(() => setUp({ statistic: 'IQM' })).toThrow(
      'processor-errors: the local twin has no statistic IQM',
    );
  });
});

describe("An alarm's message", () => {
  it('says to people and to programs what changed', () => {
    const { changes, fail, pass } = setUp();
    fail();
    fail();
    pass(1);
    const [change] = changes;
    if (!change) throw new Error('The alarm did not change');
    const message = alarmMessage(change, place);
    expect(message.subject).toBe('ALARM: "processor-errors" in us-east-1');
    expect(message.email).toContain('- State Change:  INSUFFICIENT_DATA -> ALARM');
    expect(message.email).toContain('[FunctionName = image-processor]');
    expect(JSON.parse(message.default)).toMatchObject({
      AlarmName: 'processor-errors',
      NewStateValue: 'ALARM',
      OldStateValue: 'INSUFFICIENT_DATA',
      Trigger: { MetricName: 'Errors', Threshold: 1 },
    });
    const longName = alarmMessage({ ...change, alarm: { ...change.alarm, name: 'x'.repeat(200) } }, place);
    expect(longName.subject).toHaveLength(99);
  });
});
