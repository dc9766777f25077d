import { requireReachableAddresses, UnreachableAddressError } from '../../stacks/reachable-addresses-check';
import { statementsOf, synthesize } from '../support/synthesized-stack';

const URL = 'https://shop.example.com/webhooks/photos';
const { pipeline } = synthesize({ WEBHOOK_URL: URL });
const queue = (attribute: string, name = 'image-webhooks-dev') =>
  pipeline.reference('aws_sqs_queue', attribute, { name });

describe('without WEBHOOK_URL', () => {
  it('nothing of a webhook is synthesized', () => {
    const { stateBackend, storage, pipeline: plain } = synthesize({ WEBHOOK_SECRET_NAME: 'unused' });
    expect(JSON.stringify([stateBackend.json, storage.json, plain.json])).not.toMatch(/webhook|unused/i);
  });
});

describe('with WEBHOOK_URL', () => {
  it('a rule sends every event of an image to the queue, which admits this rule alone', () => {
    const rule = { name: 'image-processing-webhooks-dev' };
    expect(JSON.parse(String(pipeline.resource('aws_cloudwatch_event_rule', rule).event_pattern))).toEqual({
      source: ['image.processing'],
      'detail-type': ['Image Processing Completed', 'Image Processing Failed', 'Image Deleted'],
    });
    expect(pipeline.resource('aws_cloudwatch_event_target', { target_id: 'webhooks' })).toMatchObject({
      arn: queue('arn'),
      dead_letter_config: { arn: queue('arn', 'image-webhooks-dlq-dev') },
    });
    const { policy } = pipeline.resource('aws_sqs_queue_policy', { queue_url: queue('url') });
    expect(statementsOf(policy).find(({ Sid }) => Sid === 'AdmitEvents')).toMatchObject({
      Condition: {
        ArnEquals: { 'aws:SourceArn': [pipeline.reference('aws_cloudwatch_event_rule', 'arn', rule)] },
      },
    });
  });

  it('an event is a dead letter after twelve attempts', () => {
    const { redrive_policy: redrive } = pipeline.resource('aws_sqs_queue', { name: 'image-webhooks-dev' });
    expect(JSON.parse(String(redrive))).toEqual({
      deadLetterTargetArn: queue('arn', 'image-webhooks-dlq-dev'),
      maxReceiveCount: 12,
    });
  });

  it('the function knows the secret by its name only, and may read nothing but this secret', () => {
    const fn = pipeline.resource('aws_lambda_function', { function_name: 'image-webhook-sender-dev' });
    expect(fn.environment).toMatchObject({
      variables: { WEBHOOK_URL: URL, WEBHOOK_SECRET_NAME: 'darkroom/dev/webhook' },
    });
    const { policy } = pipeline.resource('aws_iam_role_policy', { name: 'image-webhook-sender-dev' });
    const grants = statementsOf(policy).map(({ Sid, Action, Resource }) => [Sid, Action, Resource]);
    expect(grants).toEqual([
      expect.arrayContaining(['WriteLogs']),
      expect.arrayContaining(['WriteTraces']),
      [
        'SendEvents',
        ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes', 'sqs:ChangeMessageVisibility'],
        queue('arn'),
      ],
      [
        'ReadWebhookSecret',
        ['secretsmanager:GetSecretValue'],
        expect.stringMatching(/^arn:aws:secretsmanager:us-east-1:.+:secret:darkroom\/dev\/webhook-\?{6}$/),
      ],
    ]);
  });

  it.each(['webhook-errors', 'webhook-dead-letters', 'webhooks-delivery'])(
    'there is the alarm %s',
    (subject) => {
      const alarm = pipeline.resource('aws_cloudwatch_metric_alarm', {
        alarm_name: `image-processing-${subject}-dev`,
      });
      expect(alarm.alarm_actions).toHaveLength(1);
    },
  );

  it('everything is encrypted with the key of KMS_KEY, which the function may use', () => {
    const encrypted = synthesize({ WEBHOOK_URL: URL, KMS_KEY: 'managed' }).pipeline;
    for (const name of ['image-webhooks-dev', 'image-webhooks-dlq-dev']) {
      expect(encrypted.resource('aws_sqs_queue', { name }).kms_master_key_id).toBeDefined();
    }
    const { policy } = encrypted.resource('aws_iam_role_policy', { name: 'image-webhook-sender-dev' });
    expect(statementsOf(policy).map(({ Sid }) => Sid)).toContain('UseEncryptionKey');
  });
});

describe('a webhook on this machine', () => {
  it.each(['http://127.0.0.1:3000/hook', 'http://localhost:3000'])('is refused for AWS: %s', (url) => {
    expect(() => requireReachableAddresses({ WEBHOOK_URL: url })).toThrow(UnreachableAddressError);
  });

  it.each([undefined, URL])('is not: %s', (url) => {
    expect(() => requireReachableAddresses({ WEBHOOK_URL: url })).not.toThrow();
  });
});
