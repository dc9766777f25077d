import { namedByPipeline, statementsOf, synthesize } from '../support/synthesized-stack';

const { pipeline, storage } = synthesize();

const ACCOUNT = '${data.aws_caller_identity.current.account_id}';
const SOURCE = { bucket: `photo-uploads-${ACCOUNT}-dev` };
const QUEUE = { name: 'image-uploads-dev' };
const DEAD_LETTER_QUEUE = { name: 'image-uploads-dlq-dev' };
const FUNCTION = { function_name: 'image-processor-dev' };

describe('the source bucket', () => {
  it('notifies the queue of what is created and removed under uploads/, and EventBridge as well', () => {
    expect(pipeline.resource('aws_s3_bucket_notification')).toMatchObject({
      bucket: namedByPipeline(storage, 'aws_s3_bucket', 'bucket', SOURCE),
      eventbridge: true,
      queue: [
        {
          id: 'uploads',
          queue_arn: pipeline.reference('aws_sqs_queue', 'arn', QUEUE),
          events: ['s3:ObjectCreated:*', 's3:ObjectRemoved:*', 's3:LifecycleExpiration:*'],
          filter_prefix: 'uploads/',
        },
      ],
    });
  });

  it('is the only one that the queue admits, before the notification is configured', () => {
    const policy = pipeline.resource('aws_sqs_queue_policy', {
      queue_url: pipeline.reference('aws_sqs_queue', 'url', QUEUE),
    });
    expect(statementsOf(policy.policy)).toEqual([
      expect.objectContaining({ Sid: 'DenyPlainHttp', Effect: 'Deny', Action: 'sqs:*' }),
      {
        Sid: 'AdmitUploads',
        Effect: 'Allow',
        Principal: { Service: 's3.amazonaws.com' },
        Action: 'sqs:SendMessage',
        Resource: pipeline.reference('aws_sqs_queue', 'arn', QUEUE),
        Condition: {
          ArnEquals: { 'aws:SourceArn': [namedByPipeline(storage, 'aws_s3_bucket', 'arn', SOURCE)] },
          StringEquals: { 'aws:SourceAccount': ACCOUNT },
        },
      },
    ]);
    expect(pipeline.resource('aws_s3_bucket_notification').depends_on).toEqual([
      `aws_sqs_queue_policy.${policy.logicalId}`,
    ]);
  });
});

describe('the uploads queue', () => {
  const queue = pipeline.resource('aws_sqs_queue', QUEUE);

  it('hides a message for six times as long as the function may run', () => {
    expect(pipeline.resource('aws_lambda_function', FUNCTION).timeout).toBe(60);
    expect(queue.visibility_timeout_seconds).toBe(6 * 60);
  });

  it('gives up after three receives, into a dead-letter queue that keeps messages for 14 days', () => {
    expect(JSON.parse(String(queue.redrive_policy))).toEqual({
      deadLetterTargetArn: pipeline.reference('aws_sqs_queue', 'arn', DEAD_LETTER_QUEUE),
      maxReceiveCount: 3,
    });
    expect(pipeline.resource('aws_sqs_queue', DEAD_LETTER_QUEUE)).toMatchObject({
      message_retention_seconds: 14 * 24 * 3600,
      sqs_managed_sse_enabled: true,
    });
  });

  it('is the only one that may use that dead-letter queue', () => {
    const allowed = pipeline.resource('aws_sqs_queue_redrive_allow_policy', {
      queue_url: pipeline.reference('aws_sqs_queue', 'url', DEAD_LETTER_QUEUE),
    });
    expect(JSON.parse(String(allowed.redrive_allow_policy))).toEqual({
      redrivePermission: 'byQueue',
      sourceQueueArns: [pipeline.reference('aws_sqs_queue', 'arn', QUEUE)],
    });
  });

  it('is encrypted', () => {
    expect(queue.sqs_managed_sse_enabled).toBe(true);
  });
});

describe('the event source mapping', () => {
  it('gives the function up to four uploads at once, without waiting, and retries each on its own', () => {
    expect(pipeline.resource('aws_lambda_event_source_mapping')).toMatchObject({
      event_source_arn: pipeline.reference('aws_sqs_queue', 'arn', QUEUE),
      function_name: pipeline.reference('aws_lambda_function', 'arn', FUNCTION),
      batch_size: 4,
      maximum_batching_window_in_seconds: 0,
      function_response_types: ['ReportBatchItemFailures'],
    });
  });

  it('runs at most 10 batches at a time, or as set', () => {
    const concurrency = (environment: Record<string, string>) =>
      synthesize(environment).pipeline.resource('aws_lambda_event_source_mapping').scaling_config;
    expect(concurrency({})).toEqual({ maximum_concurrency: 10 });
    expect(concurrency({ MAX_CONCURRENCY: '250' })).toEqual({ maximum_concurrency: 250 });
  });
});
