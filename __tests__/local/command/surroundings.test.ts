import { compileEventRules } from '../../../local/event-bus/event-rule';
import { simulate } from '../../../local/iam/simulate';
import { Alarms } from '../../../local/monitoring/alarms';
import { MetricStore } from '../../../local/monitoring/metric-store';
import { readTopology } from '../../../plan/topology/topology';
import { withResource } from '../../support/plans';
import { planOfEnvironment } from '../../support/synthesized-stack';

/** The resources around the path of a photo: rules, topics, alarms, the API, who may do what. */

const URLS = { endpoint: 'http://127.0.0.1:4566', apiUrl: 'http://127.0.0.1:8080/api' };
const ACCOUNT = '000000000000';

const plan = planOfEnvironment({ NOTIFICATION_EMAIL: 'ann@example.com', ALERT_EMAIL: 'ops@example.com' });
const topology = readTopology(plan, URLS);

describe('The synthesized stacks', () => {
  it('have a rule for each outcome, which the twin can run', () => {
    const rules = compileEventRules(topology.eventRules);
    expect(rules.map(({ busName }) => busName)).toEqual(Array(3).fill('image-processing-events-dev'));
    for (const { targets } of rules) {
      expect(targets).toEqual([
        expect.objectContaining({
          arn: `arn:aws:sns:us-east-1:${ACCOUNT}:image-processing-notifications-dev`,
          deadLetterArn: expect.stringContaining(':sqs:'),
        }),
      ]);
    }
    expect(topology.eventArchives.map(({ retentionDays }) => retentionDays)).toEqual([30]);
  });

  it('have a topic for people and one for operators, each with its reader', () => {
    const readers = topology.topics.map(({ name, emails }) => [name, emails]);
    expect(Object.fromEntries(readers)).toEqual({
      'image-processing-notifications-dev': ['ann@example.com'],
      'image-processing-alerts-dev': ['ops@example.com'],
    });
  });

  it('have alarms that the twin can evaluate, each with an action', () => {
    const alarms = new Alarms({
      alarms: topology.alarms,
      metrics: new MetricStore(),
      now: () => 0,
      onChange: () => undefined,
    });
    expect(alarms.statuses.length).toBeGreaterThan(10);
    for (const { actions } of topology.alarms) expect(actions.ALARM).toHaveLength(1);
  });

  it('have one API on one stage, throttled', () => {
    expect(topology.restApis).toEqual([
      expect.objectContaining({
        name: 'image-processing-api-dev',
        stage: 'v1',
        throttling: { rate: 50, burst: 100 },
      }),
    ]);
  });

  it('have policies that the simulator understands', async () => {
    for (const { arn, policies } of topology.roles) {
      const asked = { action: 's3:GetObject', resource: 'arn:aws:s3:::elsewhere/x', accountId: ACCOUNT };
      const answer = await simulate({ ...asked, principal: arn, identityPolicies: policies });
      expect(answer.allowed).toBe(false);
    }
    expect([...topology.resourcePolicies.keys()].map((arn) => arn.split(':')[2]).sort()).toEqual([
      'lambda',
      's3',
      's3',
      's3',
      'sns',
      'sns',
      'sqs',
      'sqs',
      'sqs',
    ]);
  });
});

describe('The twin refuses by name', () => {
  const alarm = {
    alarm_name: 'odd',
    namespace: 'N',
    metric_name: 'M',
    period: 60,
    evaluation_periods: 1,
    comparison_operator: 'GreaterThanThreshold',
    threshold: 1,
  };

  it.each<[string, string, Record<string, unknown>, string]>([
    [
      'metric math',
      'aws_cloudwatch_metric_alarm',
      { ...alarm, metric_query: [] },
      'aws_cloudwatch_metric_alarm.odd: metric_query',
    ],
    ['periods of seconds', 'aws_cloudwatch_metric_alarm', { ...alarm, period: 10 }, 'only whole minutes'],
    [
      'anomaly bands',
      'aws_cloudwatch_metric_alarm',
      { ...alarm, comparison_operator: 'LessThanLowerThreshold' },
      'comparison_operator',
    ],
    [
      'a schedule',
      'aws_cloudwatch_event_rule',
      { name: 'odd', schedule_expression: 'rate(1 day)', event_pattern: '{}' },
      'schedule_expression',
    ],
    [
      'a function as a target',
      'aws_cloudwatch_event_target',
      { rule: 'odd', arn: `arn:aws:lambda:us-east-1:${ACCOUNT}:function:f` },
      'only topics and queues are supported',
    ],
    [
      'an input path',
      'aws_cloudwatch_event_target',
      { rule: 'odd', arn: 'arn:aws:sns:x', input_path: '$.detail' },
      'input_path',
    ],
    [
      'a queue that subscribes',
      'aws_sns_topic_subscription',
      { topic_arn: 't', protocol: 'sqs', endpoint: 'q' },
      'only e-mail subscriptions',
    ],
    [
      'a filter of a subscription',
      'aws_sns_topic_subscription',
      { topic_arn: 't', protocol: 'email', endpoint: 'e', filter_policy: '{}' },
      'filter_policy',
    ],
    [
      'a role with a boundary',
      'aws_iam_role',
      { name: 'odd', assume_role_policy: '{}', permissions_boundary: 'b' },
      'permissions_boundary',
    ],
    [
      'a policy that is no JSON',
      'aws_iam_role_policy',
      { name: 'odd', role: 'r', policy: 'none' },
      'is not JSON',
    ],
    [
      'an API without a document',
      'aws_api_gateway_rest_api',
      { name: 'odd' },
      'aws_api_gateway_rest_api.odd: body',
    ],
  ])('%s', (_, type, attributes, named) => {
    expect(() => readTopology(withResource(plan, type, 'odd', attributes), URLS)).toThrow(named);
  });
});
