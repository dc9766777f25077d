import { statementsOf, synthesize } from '../support/synthesized-stack';

const ACCOUNT = '${data.aws_caller_identity.current.account_id}';
const { pipeline, storage } = synthesize({
  MONTHLY_BUDGET_USD: '50',
  ENVIRONMENT_SUFFIX: 'prod',
  KMS_KEY: 'managed',
});
const topic = pipeline.reference('aws_sns_topic', 'arn', { name: 'image-processing-alerts-prod' });

it('MONTHLY_BUDGET_USD limits what carries the tags of the project and the environment', () => {
  expect(pipeline.resource('aws_budgets_budget')).toMatchObject({
    name: 'darkroom-prod',
    budget_type: 'COST',
    time_unit: 'MONTHLY',
    limit_amount: '50',
    limit_unit: 'USD',
    cost_filter: [{ name: 'TagKeyValue', values: ['user:Project$darkroom', 'user:Environment$prod'] }],
  });
});

it('MONTHLY_BUDGET_USD warns the alerts topic of a forecast, of 80 percent and of the whole', () => {
  const { notification } = pipeline.resource('aws_budgets_budget');
  expect(notification).toMatchObject([
    { notification_type: 'FORECASTED', threshold: 100, subscriber_sns_topic_arns: [topic] },
    { notification_type: 'ACTUAL', threshold: 80, subscriber_sns_topic_arns: [topic] },
    { notification_type: 'ACTUAL', threshold: 100, subscriber_sns_topic_arns: [topic] },
  ]);
});

it('the topic and the key admit budgets of the account', () => {
  const { policy } = pipeline.resource('aws_sns_topic_policy', { arn: topic });
  expect(statementsOf(policy)).toContainEqual({
    Sid: 'AdmitBudgets',
    Effect: 'Allow',
    Principal: { Service: 'budgets.amazonaws.com' },
    Action: 'sns:Publish',
    Resource: topic,
    Condition: {
      ArnLike: { 'aws:SourceArn': `arn:aws:budgets::${ACCOUNT}:*` },
      StringEquals: { 'aws:SourceAccount': ACCOUNT },
    },
  });
  expect(String(storage.resource('aws_kms_key').policy)).toContain('budgets.amazonaws.com');
});
