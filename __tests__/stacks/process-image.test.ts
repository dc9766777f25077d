import { createHash } from 'node:crypto';
import { processImageEnvironment } from '../../lambda/process-image/environment';
import { FUNCTION_ZIP } from '../../scripts/cli/synthesized-plan';
import { EXAMPLE_PREVIEWS_FILE } from '../support/presets';
import { namedByPipeline, statementsOf, synthesize, variablesOf } from '../support/synthesized-stack';

const { pipeline, storage } = synthesize();

const ACCOUNT = '${data.aws_caller_identity.current.account_id}';
const SOURCE = { bucket: `photo-uploads-${ACCOUNT}-dev` };
const PROCESSED = { bucket: `photo-processed-${ACCOUNT}-dev` };
const QUEUE = { name: 'image-uploads-dev' };
const FUNCTION = { function_name: 'image-processor-dev' };
const LOG_GROUP = { name: '/aws/lambda/image-processor-dev' };

describe('the image processor', () => {
  const fn = pipeline.resource('aws_lambda_function', FUNCTION);

  it('is Node.js 24 on arm64 with one vCPU, 60 seconds and X-Ray', () => {
    expect(fn).toMatchObject({
      runtime: 'nodejs24.x',
      architectures: ['arm64'],
      handler: 'handler.handler',
      memory_size: 1769,
      timeout: 60,
      tracing_config: { mode: 'Active' },
    });
  });

  it('writes nothing to disk and reserves no concurrency, which would make good messages dead letters', () => {
    expect(fn.ephemeral_storage).toBeUndefined();
    expect(fn.reserved_concurrent_executions).toBeUndefined();
  });

  it('is deployed again only when its zip changes', () => {
    const hash = createHash('sha256').update(FUNCTION_ZIP).digest('base64');
    expect(fn.source_code_hash).toBe(hash);
    expect(fn.filename).toMatch(/^assets\/.+\/function\.zip$/);
  });

  it('logs JSON into a log group of its own, kept for 7 days or as set', () => {
    expect(pipeline.resource('aws_cloudwatch_log_group', LOG_GROUP)).toMatchObject({ retention_in_days: 7 });
    expect(fn.logging_config).toEqual({
      log_format: 'JSON',
      log_group: pipeline.reference('aws_cloudwatch_log_group', 'name', {
        name: '/aws/lambda/image-processor-dev',
      }),
      application_log_level: 'INFO',
      system_log_level: 'INFO',
    });
    const verbose = synthesize({ LOG_LEVEL: 'DEBUG', LOG_RETENTION_DAYS: '30' }).pipeline;
    expect(verbose.resource('aws_cloudwatch_log_group', LOG_GROUP)).toMatchObject({ retention_in_days: 30 });
    expect(verbose.resource('aws_lambda_function', FUNCTION).logging_config).toMatchObject({
      application_log_level: 'DEBUG',
    });
  });

  it('knows where everything is and how previews are wanted', () => {
    expect(fn.environment).toEqual({
      variables: {
        SOURCE_BUCKET: namedByPipeline(storage, 'aws_s3_bucket', 'bucket', SOURCE),
        PROCESSED_BUCKET: namedByPipeline(storage, 'aws_s3_bucket', 'bucket', PROCESSED),
        METADATA_TABLE: namedByPipeline(storage, 'aws_dynamodb_table', 'name'),
        EVENT_BUS_NAME: pipeline.reference('aws_cloudwatch_event_bus', 'name'),
        ENVIRONMENT: 'dev',
        PREVIEW_SIZES: '150x150,300x300,800x800',
        PREVIEW_FORMAT: 'webp',
        PREVIEW_FIT: 'inside',
        MAX_IMAGE_SIZE: '10485760',
        MAX_IMAGE_PIXELS: '100000000',
        MAX_FRAMES: '1',
        USER_ID_SOURCE: 'metadata',
        HEIC_INPUT: 'true',
        LOG_LEVEL: 'INFO',
        POWERTOOLS_SERVICE_NAME: 'image-processor',
        POWERTOOLS_METRICS_NAMESPACE: 'ImageProcessing',
        MALLOC_ARENA_MAX: '1',
        NODE_OPTIONS: '--enable-source-maps',
      },
    });
  });
});

describe('the environment of the image processor', () => {
  const RUNTIME_KEYS = [
    'MALLOC_ARENA_MAX',
    'NODE_OPTIONS',
    'POWERTOOLS_METRICS_NAMESPACE',
    'POWERTOOLS_SERVICE_NAME',
  ];
  const keysWith = (environment: Record<string, string>) => {
    const fn = synthesize(environment).pipeline.resource('aws_lambda_function', FUNCTION);
    return Object.keys(variablesOf(fn)).sort();
  };
  const schemaKeys = Object.keys(processImageEnvironment.shape);
  const optional = { METADATA_RETENTION_DAYS: '90', MAX_IMAGES_PER_HOUR: '9', DELIVERY: 'cloudfront' };
  const required = schemaKeys.filter(
    (key) => !(key in optional || ['PREVIEW_QUALITY', 'PREVIEWS', 'DELIVERY_DISTRIBUTION_ID'].includes(key)),
  );
  const withoutKeys = (keys: readonly string[]) =>
    [...schemaKeys.filter((key) => !keys.includes(key)), ...RUNTIME_KEYS].sort();

  it('has exactly the keys of its schema, with sizes or with presets', () => {
    const all = { ...optional, PREVIEW_QUALITY: '70' };
    expect(keysWith(all)).toEqual(withoutKeys(['PREVIEWS']));
    const presets = { ...all, PREVIEWS_FILE: EXAMPLE_PREVIEWS_FILE };
    expect(keysWith(presets)).toEqual(withoutKeys(['PREVIEW_SIZES', 'PREVIEW_FIT']));
  });

  it('needs sizes or presets', () => {
    const { PREVIEW_SIZES: _, ...rest } = variablesOf(
      synthesize().pipeline.resource('aws_lambda_function', FUNCTION),
    );
    const { error } = processImageEnvironment.safeParse(rest);
    expect(error?.issues).toMatchObject([{ path: ['PREVIEW_SIZES'], message: 'or PREVIEWS must be set' }]);
  });

  it('leaves out what is not set', () => {
    expect(keysWith({})).toEqual([...required, ...RUNTIME_KEYS].sort());
  });

  it('is accepted by its schema', () => {
    const fn = synthesize({ PREVIEW_SIZES: '100x100', PREVIEW_FORMAT: 'original', MAX_FRAMES: '20' });
    const variables = variablesOf(fn.pipeline.resource('aws_lambda_function', FUNCTION));
    expect(processImageEnvironment.safeParse(variables).error).toBeUndefined();
  });
});

describe('the role of the image processor', () => {
  const policy = pipeline.resource('aws_iam_role_policy', { name: 'image-processor-dev' });
  const statements = new Map(statementsOf(policy.policy).map((statement) => [statement.Sid, statement]));
  const source = namedByPipeline(storage, 'aws_s3_bucket', 'arn', SOURCE);
  const processed = namedByPipeline(storage, 'aws_s3_bucket', 'arn', PROCESSED);

  it.each([
    [
      'WriteLogs',
      ['logs:CreateLogStream', 'logs:PutLogEvents'],
      `${pipeline.reference('aws_cloudwatch_log_group', 'arn', LOG_GROUP)}:*`,
    ],
    ['WriteTraces', ['xray:PutTraceSegments', 'xray:PutTelemetryRecords'], '*'],
    [
      'TakeUploads',
      ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'],
      pipeline.reference('aws_sqs_queue', 'arn', QUEUE),
    ],
    ['ReadOriginals', ['s3:GetObject', 's3:GetObjectVersion'], `${source}/uploads/*`],
    ['TellMissingFromForbidden', ['s3:ListBucket', 's3:ListBucketVersions'], source],
    ['WritePreviews', ['s3:PutObject', 's3:DeleteObject'], `${processed}/previews/*`],
    ['ListPreviews', ['s3:ListBucket'], processed],
    [
      'KeepRecords',
      [
        'dynamodb:GetItem',
        'dynamodb:Query',
        'dynamodb:PutItem',
        'dynamodb:UpdateItem',
        'dynamodb:DeleteItem',
      ],
      namedByPipeline(storage, 'aws_dynamodb_table', 'arn'),
    ],
    ['PublishEvents', ['events:PutEvents'], pipeline.reference('aws_cloudwatch_event_bus', 'arn')],
  ])('may %s and needs %j for it', (sid, actions, resource) => {
    expect(statements.get(sid)).toMatchObject({ Effect: 'Allow', Action: actions, Resource: resource });
  });

  it('may do nothing else', () => {
    expect(statements.size).toBe(9);
    expect(statementsOf(policy.policy)).toHaveLength(9);
  });

  it('lists both buckets only where uploads and previews are', () => {
    expect(statements.get('TellMissingFromForbidden')?.Condition).toEqual({
      StringLikeIfExists: { 's3:prefix': 'uploads/*' },
    });
    expect(statements.get('ListPreviews')?.Condition).toEqual({ StringLike: { 's3:prefix': 'previews/*' } });
  });

  it('is taken on by Lambda alone, and complete before the function runs', () => {
    const role = pipeline.resource('aws_iam_role', { name: 'image-processor-dev' });
    expect(statementsOf(role.assume_role_policy)).toEqual([
      expect.objectContaining({ Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }),
    ]);
    expect(pipeline.resource('aws_lambda_function', FUNCTION).depends_on).toEqual([
      `aws_iam_role_policy.${policy.logicalId}`,
    ]);
  });
});
