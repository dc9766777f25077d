import type { TopicMessage } from '../../../local/foundation/message-sender';
import type { Denial } from '../../../local/iam/authorizer';
import { alarmActions } from '../../../local/monitoring/alarm-actions';
import type { AlarmDeclaration, AlarmState } from '../../../plan/topology/alarms';

const TOPIC = 'arn:aws:sns:us-east-1:000000000000:alerts';
const alarm: AlarmDeclaration = {
  name: 'dead-letters',
  arn: 'arn:aws:cloudwatch:us-east-1:000000000000:alarm:dead-letters',
  description: '',
  metric: { namespace: 'AWS/SQS', name: 'M', dimensions: {} },
  statistic: 'Maximum',
  period: 300,
  evaluationPeriods: 1,
  datapointsToAlarm: 1,
  comparison: 'GreaterThanThreshold',
  threshold: 0,
  actions: { ALARM: [TOPIC], OK: [TOPIC], INSUFFICIENT_DATA: [] },
};

async function actionsOf(
  from: AlarmState,
  state: AlarmState,
  given: { isFirst?: boolean; denied?: boolean; fails?: boolean; receivers?: string[] } = {},
) {
  const published: TopicMessage[] = [];
  const asked: unknown[] = [];
  const problems: string[] = [];
  const invoked: { functionArn: string; event: object }[] = [];
  const toTopic = async (message: TopicMessage) => {
    if (given.fails) throw new Error('out of order');
    published.push(message);
  };
  const onChange = alarmActions({
    invoke: (functionArn, event) => invoked.push({ functionArn, event }),
    messages: { toTopic },
    authorizer: {
      async decideService(caller, action) {
        asked.push({ ...caller, ...action });
        return given.denied ? ({} as Denial) : undefined;
      },
    },
    place: { accountId: '000000000000', region: 'us-east-1', endpoint: '', apiUrl: '' },
    log: { problem: (sentence) => problems.push(sentence), functionLine: () => undefined },
  });
  const status = { name: alarm.name, description: '', condition: '', reason: 'because', since: 0, state };
  const changed = {
    ...alarm,
    ...(given.receivers && { actions: { ...alarm.actions, ALARM: given.receivers } }),
  };
  await onChange({ alarm: changed, from, isFirst: given.isFirst ?? false, status });
  return { subjects: published.map(({ subject }) => subject), asked, problems, invoked };
}

describe('An alarm that changed', () => {
  it('notifies its topics, with the permissions of CloudWatch', async () => {
    const { subjects, asked } = await actionsOf('OK', 'ALARM');
    expect(subjects).toEqual(['ALARM: "dead-letters" in us-east-1']);
    expect(asked).toEqual([
      { service: 'cloudwatch.amazonaws.com', sourceArn: alarm.arn, action: 'sns:Publish', resource: TOPIC },
    ]);
  });

  it('notifies when it returns to OK, but not when its first state is OK', async () => {
    expect((await actionsOf('ALARM', 'OK')).subjects).toHaveLength(1);
    expect((await actionsOf('INSUFFICIENT_DATA', 'OK', { isFirst: true })).subjects).toEqual([]);
    expect((await actionsOf('INSUFFICIENT_DATA', 'ALARM', { isFirst: true })).subjects).toHaveLength(1);
  });

  it('notifies no topic without an action for the state or without permission by the policy of the topic', async () => {
    expect((await actionsOf('OK', 'INSUFFICIENT_DATA')).asked).toEqual([]);
    expect((await actionsOf('OK', 'ALARM', { denied: true })).subjects).toEqual([]);
  });

  it('invokes its functions with the event of CloudWatch, where their policies admit it', async () => {
    const receivers = ['arn:aws:lambda:us-east-1:000000000000:function:brake'];
    const { invoked, asked } = await actionsOf('OK', 'ALARM', { receivers });
    expect(invoked).toMatchObject([
      {
        functionArn: receivers[0],
        event: { alarmData: { alarmName: 'dead-letters', state: { value: 'ALARM', reason: 'because' } } },
      },
    ]);
    expect(asked).toEqual([
      {
        service: 'lambda.alarms.cloudwatch.amazonaws.com',
        sourceArn: alarm.arn,
        action: 'lambda:InvokeFunction',
        resource: receivers[0],
      },
    ]);
    expect((await actionsOf('OK', 'ALARM', { receivers, denied: true })).invoked).toEqual([]);
  });

  it('reports a problem when its topic cannot be notified', async () => {
    expect((await actionsOf('OK', 'ALARM', { fails: true })).problems[0]).toContain('out of order');
  });
});
