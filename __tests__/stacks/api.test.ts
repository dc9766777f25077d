import { imageApiEnvironment } from '../../lambda/image-api/environment';
import { openApiDocument } from '../../lambda/image-api/openapi/openapi-document';
import { deliveryKeys } from '../support/delivery-keys';
import { namedByPipeline, statementsOf, synthesize, variablesOf } from '../support/synthesized-stack';

const { pipeline, storage } = synthesize();
const ACCOUNT = '${data.aws_caller_identity.current.account_id}';
const FUNCTION = { function_name: 'image-api-dev' };
const API_LOG_GROUP = { name: '/aws/apigateway/image-processing-api-dev' };

describe('the REST API', () => {
  const invocationUri = pipeline.reference('aws_lambda_function', 'invoke_arn', FUNCTION);

  it('is the OpenAPI document, with image-api behind every route', () => {
    const api = pipeline.resource('aws_api_gateway_rest_api');
    expect(api).toMatchObject({
      name: 'image-processing-api-dev',
      endpoint_configuration: { types: ['REGIONAL'] },
    });
    expect(JSON.parse(String(api.body))).toEqual(
      JSON.parse(
        JSON.stringify(
          openApiDocument({ name: 'image-processing-api-dev', invocationUri, allowedOrigins: [] }),
        ),
      ),
    );
  });

  it('asks for IAM authorization on every method', () => {
    const document = JSON.parse(String(pipeline.resource('aws_api_gateway_rest_api').body));
    const operations = Object.values<Record<string, object>>(document.paths).flatMap(Object.values);
    expect(operations.length).toBeGreaterThanOrEqual(5);
    for (const operation of operations) {
      expect(operation).toMatchObject({ 'x-amazon-apigateway-auth': { type: 'AWS_IAM' } });
    }
  });

  it('responds only to preflights from the configured origins', () => {
    const preflights = (environment: Record<string, string>) => {
      const { body } = synthesize(environment).pipeline.resource('aws_api_gateway_rest_api');
      return Object.values<object>(JSON.parse(String(body)).paths).filter((path) => 'options' in path).length;
    };
    expect(preflights({})).toBe(0);
    expect(preflights({ CORS_ALLOWED_ORIGINS: 'https://photos.example.com' })).toBeGreaterThan(0);
  });

  it('may invoke the function from its own stage, and nothing else may', () => {
    expect(pipeline.resource('aws_lambda_permission')).toMatchObject({
      action: 'lambda:InvokeFunction',
      function_name: pipeline.reference('aws_lambda_function', 'function_name', FUNCTION),
      principal: 'apigateway.amazonaws.com',
      source_arn: `${pipeline.reference('aws_api_gateway_rest_api', 'execution_arn')}/v1/*`,
    });
  });
});

describe('the stage', () => {
  it('is throttled and traced', () => {
    expect(pipeline.resource('aws_api_gateway_method_settings')).toMatchObject({
      method_path: '*/*',
      settings: { throttling_rate_limit: 50, throttling_burst_limit: 100 },
    });
    expect(pipeline.resource('aws_api_gateway_stage')).toMatchObject({
      stage_name: 'v1',
      xray_tracing_enabled: true,
    });
  });

  it('is deployed again when the document changes, and only then, before the old one goes', () => {
    const deployment = (environment: Record<string, string>) =>
      synthesize(environment).pipeline.resource('aws_api_gateway_deployment');
    const trigger = pipeline.resource('aws_api_gateway_deployment').triggers;
    expect(trigger).toEqual({ document: expect.stringMatching(/^[0-9a-f]{64}$/) });
    expect(deployment({ LOG_LEVEL: 'DEBUG', SOURCE_BUCKET: 'elsewhere' }).triggers).toEqual(trigger);
    expect(deployment({ CORS_ALLOWED_ORIGINS: '*' }).triggers).not.toEqual(trigger);
    expect(deployment({}).lifecycle).toEqual({ create_before_destroy: true });
  });

  it('logs each access, without bodies, and sets the role that the account logs with', () => {
    const stage = pipeline.resource('aws_api_gateway_stage');
    expect(stage.access_log_settings).toEqual({
      destination_arn: pipeline.reference('aws_cloudwatch_log_group', 'arn', API_LOG_GROUP),
      format: expect.stringContaining('"requestId":"$context.requestId"'),
    });
    expect(pipeline.resource('aws_cloudwatch_log_group', API_LOG_GROUP).retention_in_days).toBe(7);
    const { logicalId } = pipeline.resource('aws_api_gateway_account');
    expect(stage.depends_on).toEqual([`aws_api_gateway_account.${logicalId}`]);
  });

  it("leaves the account's role alone with API_ACCESS_LOGS=account", () => {
    const stack = synthesize({ API_ACCESS_LOGS: 'account' }).pipeline;
    expect(stack.resources('aws_api_gateway_account')).toEqual({});
    expect(stack.resource('aws_api_gateway_stage').access_log_settings).toBeDefined();
  });

  it('logs nothing with API_ACCESS_LOGS=off', () => {
    const stack = synthesize({ API_ACCESS_LOGS: 'off' }).pipeline;
    expect(stack.resources('aws_api_gateway_account')).toEqual({});
    expect(stack.resource('aws_api_gateway_stage').access_log_settings).toBeUndefined();
    const logGroups = Object.values(stack.resources('aws_cloudwatch_log_group')).map(({ name }) => name);
    expect(logGroups).not.toContain(API_LOG_GROUP.name);
  });
});

describe('the function image-api', () => {
  const fn = pipeline.resource('aws_lambda_function', FUNCTION);

  it('runs no longer than API Gateway waits', () => {
    expect(fn.timeout).toBe(29);
  });

  it('has no memory to render with', () => {
    expect(fn.memory_size).toBe(512);
  });

  it('has exactly the environment of its schema, without what is not set', () => {
    const runtimeKeys = ['NODE_OPTIONS', 'POWERTOOLS_SERVICE_NAME'];
    const optional = [
      'CORS_ALLOWED_ORIGINS',
      'DELIVERY_DISTRIBUTION_ID',
      'DELIVERY_KEY_PAIR_ID',
      'DELIVERY_PRIVATE_KEY_SECRET',
      'DELIVERY_URL',
      'MAX_IMAGES_PER_HOUR',
    ];
    const schemaKeys = Object.keys(imageApiEnvironment.shape);
    const full = synthesize({
      CORS_ALLOWED_ORIGINS: 'https://a.example',
      MAX_IMAGES_PER_HOUR: '9',
      DELIVERY: 'cloudfront',
      DELIVERY_ACCESS: 'signed',
      DELIVERY_PUBLIC_KEY: deliveryKeys().publicKey,
      DELIVERY_PRIVATE_KEY_SECRET: 'key',
    });
    const variables = variablesOf(full.pipeline.resource('aws_lambda_function', FUNCTION));
    expect(Object.keys(variables).sort()).toEqual([...schemaKeys, ...runtimeKeys].sort());
    expect(imageApiEnvironment.safeParse(variables).error).toBeUndefined();
    expect(Object.keys(variablesOf(fn)).sort()).toEqual(
      [...schemaKeys.filter((key) => !optional.includes(key)), ...runtimeKeys].sort(),
    );
  });

  it('knows the one function that processes photos', () => {
    const name = pipeline.reference('aws_lambda_function', 'function_name', {
      function_name: 'image-processor-dev',
    });
    expect(variablesOf(fn).PROCESSOR_FUNCTION).toBe(name);
  });

  it('may do what its routes do, and nothing else', () => {
    const source = namedByPipeline(storage, 'aws_s3_bucket', 'arn', {
      bucket: `photo-uploads-${ACCOUNT}-dev`,
    });
    const processed = namedByPipeline(storage, 'aws_s3_bucket', 'arn', {
      bucket: `photo-processed-${ACCOUNT}-dev`,
    });
    const table = namedByPipeline(storage, 'aws_dynamodb_table', 'arn');
    const logs = pipeline.reference('aws_cloudwatch_log_group', 'arn', { name: '/aws/lambda/image-api-dev' });
    const { policy } = pipeline.resource('aws_iam_role_policy', { name: 'image-api-dev' });
    const grants = statementsOf(policy).map(({ Sid, Action, Resource }) => [Sid, Action, Resource]);
    const processor = pipeline.reference('aws_lambda_function', 'arn', {
      function_name: 'image-processor-dev',
    });
    const records = ['dynamodb:Query', 'dynamodb:PutItem', 'dynamodb:DeleteItem'];
    expect(grants).toEqual([
      ['WriteLogs', ['logs:CreateLogStream', 'logs:PutLogEvents'], `${logs}:*`],
      ['WriteTraces', ['xray:PutTraceSegments', 'xray:PutTelemetryRecords'], '*'],
      ['ProcessPhotos', ['lambda:InvokeFunction'], processor],
      ['PresignUploads', ['s3:PutObject'], `${source}/uploads/*`],
      ['PresignDownloads', ['s3:GetObject', 's3:GetObjectVersion'], `${source}/uploads/*`],
      ['FindVersions', ['s3:ListBucketVersions'], source],
      ['ForgetOriginals', ['s3:DeleteObjectVersion'], `${source}/uploads/*`],
      ['PresignPreviews', ['s3:GetObject'], `${processed}/previews/*`],
      ['RemovePreviews', ['s3:DeleteObject'], `${processed}/previews/*`],
      ['ListPreviews', ['s3:ListBucket'], processed],
      ['LookUpAndForgetRecords', records, table],
      ['ListImages', ['dynamodb:Query'], `${table}/index/*`],
      ['PublishEvents', ['events:PutEvents'], pipeline.reference('aws_cloudwatch_event_bus', 'arn')],
    ]);
  });
});
