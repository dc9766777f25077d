import { type SynthesizedStack, statementsOf, synthesize } from '../support/synthesized-stack';

const { pipeline, storage } = synthesize({
  SOURCE_BUCKET: 'family-photos',
  CORS_ALLOWED_ORIGINS: 'https://photos.example.com',
});
const ACCOUNT = '${data.aws_caller_identity.current.account_id}';
const RULE = { name: 'image-uploads-dev' };
const QUEUE = { name: 'image-uploads-dev' };
const DEAD_LETTERS = { name: 'image-uploads-dlq-dev' };

/** What the pipeline calls an attribute of the imported bucket. */
const bucketInPipeline = (attribute: string): string => {
  const [id] = Object.keys(storage.json.data?.aws_s3_bucket ?? {});
  return `\${data.terraform_remote_state.cross-stack-reference-input-storage.outputs.cross-stack-output-dataaws_s3_bucket${id}${attribute}}`;
};

const S3_CONFIGURATION = [
  'aws_s3_bucket',
  'aws_s3_bucket_policy',
  'aws_s3_bucket_versioning',
  'aws_s3_bucket_lifecycle_configuration',
  'aws_s3_bucket_cors_configuration',
  'aws_s3_bucket_public_access_block',
  'aws_s3_bucket_server_side_encryption_configuration',
];

const namesConfigured = (stack: SynthesizedStack, type: string) =>
  Object.values(stack.resources(type)).map(({ bucket }) => String(bucket));

describe('an imported source bucket', () => {
  it('is looked up, not made', () => {
    expect(Object.values(storage.json.data?.aws_s3_bucket ?? {})).toEqual([{ bucket: 'family-photos' }]);
  });

  it('keeps all of its own configuration, its notification above all', () => {
    for (const type of S3_CONFIGURATION) {
      expect(namesConfigured(storage, type)).toHaveLength(type.endsWith('_versioning') ? 0 : 1);
    }
    expect(namesConfigured(storage, 'aws_s3_bucket')).toEqual([`photo-processed-${ACCOUNT}-dev`]);
    expect(pipeline.resources('aws_s3_bucket_notification')).toEqual({});
  });

  it("is listened to by a rule of the account's default bus, under uploads/ alone", () => {
    const rule = pipeline.resource('aws_cloudwatch_event_rule', RULE);
    expect(rule.event_bus_name).toBeUndefined();
    expect(JSON.parse(String(rule.event_pattern))).toEqual({
      source: ['aws.s3'],
      'detail-type': ['Object Created', 'Object Deleted'],
      detail: {
        bucket: { name: [bucketInPipeline('bucket')] },
        object: { key: [{ prefix: 'uploads/' }] },
      },
    });
  });

  it('feeds the uploads queue, and its dead-letter queue with what could not be delivered', () => {
    expect(
      pipeline.resource('aws_cloudwatch_event_target', {
        rule: pipeline.reference('aws_cloudwatch_event_rule', 'name', RULE),
      }),
    ).toMatchObject({
      arn: pipeline.reference('aws_sqs_queue', 'arn', QUEUE),
      dead_letter_config: { arn: pipeline.reference('aws_sqs_queue', 'arn', DEAD_LETTERS) },
      // As long as EventBridge retries at all: 24 hours.
      retry_policy: { maximum_event_age_in_seconds: 86_400, maximum_retry_attempts: 185 },
    });
  });

  it.each([
    ['queue', QUEUE],
    ['dead-letter queue', DEAD_LETTERS],
  ])('is admitted to the %s through that rule alone', (_, having) => {
    const { policy } = pipeline.resource('aws_sqs_queue_policy', {
      queue_url: pipeline.reference('aws_sqs_queue', 'url', having),
    });
    const allowed = statementsOf(policy).filter(({ Effect }) => Effect === 'Allow');
    expect(allowed).toEqual([
      expect.objectContaining({
        Principal: { Service: 'events.amazonaws.com' },
        Action: 'sqs:SendMessage',
        // EventBridge is not documented to send aws:SourceAccount.
        Condition: {
          ArnEquals: { 'aws:SourceArn': [pipeline.reference('aws_cloudwatch_event_rule', 'arn', RULE)] },
        },
      }),
    ]);
  });

  it('is watched by an alarm for deliveries of that rule that fail', () => {
    expect(
      pipeline.resource('aws_cloudwatch_metric_alarm', {
        alarm_name: 'image-processing-uploads-delivery-dev',
      }),
    ).toMatchObject({
      namespace: 'AWS/Events',
      metric_name: 'FailedInvocations',
      dimensions: { RuleName: pipeline.reference('aws_cloudwatch_event_rule', 'name', RULE) },
    });
  });

  it.each([
    ['image-processor-dev', 'ReadOriginals'],
    ['image-api-dev', 'PresignUploads'],
  ])('is the bucket of %s, which may access uploads/ only', (fn, Sid) => {
    expect(pipeline.resource('aws_lambda_function', { function_name: fn }).environment).toMatchObject({
      variables: { SOURCE_BUCKET: bucketInPipeline('bucket') },
    });
    const { policy } = pipeline.resource('aws_iam_role_policy', { name: fn });
    expect(statementsOf(policy)).toContainEqual(
      expect.objectContaining({ Sid, Resource: `${bucketInPipeline('arn')}/uploads/*` }),
    );
  });

  it('is named by the output', () => {
    expect(storage.output('source_bucket_name')?.value).toMatch(/^\$\{data\.aws_s3_bucket\..+\.bucket\}$/);
  });
});
