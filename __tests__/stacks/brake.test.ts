import { BRAKE_NOTE } from '../../lambda/domain/brake';
import { namedByPipeline, statementsOf, synthesize, variablesOf } from '../support/synthesized-stack';

const ACCOUNT = '${data.aws_caller_identity.current.account_id}';
const darkroom = synthesize({ MAX_IMAGES_PER_HOUR: '1000' });
const { pipeline, storage } = darkroom;
const reference = (type: string, attribute: string, having: Record<string, unknown>) =>
  pipeline.reference(type, attribute, having);
const fn = { function_name: 'image-brake-dev' };
const alarm = pipeline.resource('aws_cloudwatch_metric_alarm', { alarm_name: 'image-processing-brake-dev' });

describe('with MAX_IMAGES_PER_HOUR', () => {
  it('an alarm counts the attempts of an hour, notifies people and invokes the brake', () => {
    expect(alarm).toMatchObject({
      namespace: 'ImageProcessing',
      metric_name: 'Attempts',
      dimensions: { Environment: 'dev' },
      statistic: 'Sum',
      period: 3600,
      evaluation_periods: 1,
      comparison_operator: 'GreaterThanThreshold',
      threshold: 1000,
      treat_missing_data: 'notBreaching',
      alarm_actions: [
        reference('aws_sns_topic', 'arn', { name: 'image-processing-alerts-dev' }),
        reference('aws_lambda_function', 'arn', fn),
      ],
    });
  });

  it('the mail of the alarm says what happened and how to go on', () => {
    expect(alarm.alarm_description).toContain('More than 1000 images were processed within an hour');
    expect(alarm.alarm_description).toContain('Nothing is lost');
    expect(alarm.alarm_description).toContain('npm run images -- resume');
  });

  it('no mail says OK while processing is still stopped', () => {
    expect(alarm.ok_actions).toBeUndefined();
  });

  it('another alarm watches the brake itself', () => {
    const watch = { alarm_name: 'image-processing-brake-errors-dev' };
    expect(pipeline.resource('aws_cloudwatch_metric_alarm', watch)).toMatchObject({
      metric_name: 'Errors',
      dimensions: { FunctionName: reference('aws_lambda_function', 'function_name', fn) },
      threshold: 1,
    });
  });

  it('only this alarm of the account may invoke the brake', () => {
    const functionName = reference('aws_lambda_function', 'function_name', fn);
    expect(pipeline.resource('aws_lambda_permission', { function_name: functionName })).toMatchObject({
      principal: 'lambda.alarms.cloudwatch.amazonaws.com',
      source_arn: `\${aws_cloudwatch_metric_alarm.${alarm.logicalId}.arn}`,
      source_account: ACCOUNT,
    });
  });

  it('the brake may disable one mapping, write one item, and nothing else but its logs and traces', () => {
    const { policy } = pipeline.resource('aws_iam_role_policy', { name: 'image-brake-dev' });
    const statements = statementsOf(policy).filter(({ Sid }) => !['WriteLogs', 'WriteTraces'].includes(Sid));
    expect(statements).toEqual([
      {
        Sid: 'StopProcessing',
        Effect: 'Allow',
        Action: ['lambda:UpdateEventSourceMapping'],
        Resource: reference('aws_lambda_event_source_mapping', 'arn', {}),
      },
      {
        Sid: 'PutOneItem',
        Effect: 'Allow',
        Action: ['dynamodb:PutItem'],
        Resource: namedByPipeline(storage, 'aws_dynamodb_table', 'arn'),
        Condition: { 'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': [BRAKE_NOTE] } },
      },
    ]);
  });

  it('uploads wait as long as SQS can keep them', () => {
    const queue = pipeline.resource('aws_sqs_queue', { name: 'image-uploads-dev' });
    expect(queue.message_retention_seconds).toBe(14 * 86_400);
  });

  it('a deployment does not release the brake', () => {
    expect(pipeline.resource('aws_lambda_event_source_mapping').lifecycle).toEqual({
      ignore_changes: ['enabled'],
    });
  });

  it('both functions know that they are limited', () => {
    for (const name of ['image-processor-dev', 'image-api-dev']) {
      const variables = variablesOf(pipeline.resource('aws_lambda_function', { function_name: name }));
      expect(variables.MAX_IMAGES_PER_HOUR).toBe('1000');
    }
  });
});

it('without MAX_IMAGES_PER_HOUR nothing of the brake is synthesized', () => {
  const plain = synthesize();
  const text = JSON.stringify(plain.pipeline.json);
  expect(text).not.toMatch(/brake|MAX_IMAGES_PER_HOUR|ignore_changes|budget/i);
  expect(plain.pipeline.resource('aws_sqs_queue', { name: 'image-uploads-dev' })).toMatchObject({
    message_retention_seconds: 4 * 86_400,
  });
});
