import { alarmsCanFire } from '../../../stacks/checks/alarms-can-fire';
import { alarmsNameTheirPage } from '../../../stacks/checks/alarms-name-their-page';
import { widgetsShowSomething } from '../../../stacks/checks/widgets-show-something';
import { alarmDescription } from '../../../stacks/constructs/monitoring/alarm-description';
import { planOf } from '../../support/plans';

const QUEUE = '${aws_sqs_queue.uploads.name}';
const deepQueue = {
  namespace: 'AWS/SQS',
  metric_name: 'ApproximateNumberOfMessagesVisible',
  dimensions: { QueueName: QUEUE } as Record<string, string>,
  alarm_actions: ['${aws_sns_topic.alerts.arn}'],
};

const withAlarm = (alarm: object) =>
  planOf({
    'aws_sqs_queue.uploads': {},
    'aws_sns_topic.alerts': {},
    'aws_cloudwatch_metric_alarm.depth': { ...deepQueue, ...alarm },
  });

describe('an alarm', () => {
  it('is valid when it watches a metric that AWS publishes for a resource here, and notifies the topic', () => {
    expect(alarmsCanFire(withAlarm({}))).toEqual([]);
  });

  it.each([
    ['without an action', { alarm_actions: [] }, /has no action/],
    ['whose actions are switched off', { actions_enabled: false }, /has no action/],
    ['on a metric that the service has not', { metric_name: 'Depth' }, /AWS\/SQS has no metric Depth/],
    [
      'by a dimension that the service has not',
      { dimensions: { Queue: QUEUE } },
      /by QueueName, not by Queue/,
    ],
    [
      'on a resource that is not here',
      { dimensions: { QueueName: 'uploads' } },
      /is not an aws_sqs_queue of these/,
    ],
    ['in a namespace that nobody publishes in', { namespace: 'ImageProcessor' }, /nothing here publishes/],
    [
      'on a metric of ours that was renamed',
      { namespace: 'ImageProcessing', metric_name: 'Errors', dimensions: { Environment: 'dev' } },
      /ImageProcessing has no metric Errors/,
    ],
    [
      'that does its sums on what nobody publishes',
      { metric_name: undefined, metric_query: [{ metric: [{ ...deepQueue, metric_name: 'Depth' }] }] },
      /no metric Depth/,
    ],
  ])('%s is refused', (_, mistake, message) => {
    expect(alarmsCanFire(withAlarm(mistake))).toEqual([expect.stringMatching(message)]);
  });
});

describe('the description of an alarm', () => {
  it('must link to the page about it', () => {
    expect(alarmsNameTheirPage(withAlarm({ alarm_description: 'The queue is deep.' }))).toEqual([
      expect.stringMatching(/has no link to the runbook in its description/),
    ]);
    const description = alarmDescription('The queue is deep.', 'depth');
    expect(alarmsNameTheirPage(withAlarm({ alarm_description: description }))).toEqual([]);
  });
});

it('refuses a chart whose dimensions are in the wrong place', () => {
  const dashboard = (row: unknown[]) =>
    planOf({
      'aws_sqs_queue.uploads': {},
      'aws_cloudwatch_dashboard.all': {
        dashboard_body: JSON.stringify({ widgets: [{ properties: { title: 'Depth', metrics: [row] } }] }),
      },
    });
  const good = ['AWS/SQS', 'ApproximateNumberOfMessagesVisible', 'QueueName', QUEUE, { stat: 'Maximum' }];
  expect(widgetsShowSomething(dashboard(good))).toEqual([]);
  expect(widgetsShowSomething(dashboard([{ expression: 'm1 / m2' }]))).toEqual([]);
  expect(widgetsShowSomething(dashboard([...good.slice(0, 2), QUEUE, 'QueueName']))).toEqual([
    expect.stringMatching(/chart "Depth", would always be empty/),
  ]);
});
