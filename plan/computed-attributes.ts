import { createHash } from 'node:crypto';

/** The account id of the twin. */
export const ACCOUNT_ID = '000000000000';

/** The account, region and URLs that the twin simulates. */
export interface Place {
  readonly accountId: string;
  readonly region: string;
  /** The base URL of the AWS endpoint, without a trailing slash. */
  readonly endpoint: string;
  /** The base URL of the REST API, without a trailing slash. */
  readonly apiUrl: string;
  /** The base URL of the CDN, without a trailing slash. @default - a URL that is not reachable */
  readonly edgeUrl?: string;
}

/** The URL of the CDN for readers that do not call it. */
const NO_EDGE = 'http://edge.invalid';

/** Returns the text of another attribute of the same resource, or `otherwise` if it is not declared. */
type Text = (attribute: string, otherwise?: string) => string;
type Computed = Readonly<Record<string, (text: Text, place: Place) => string>>;

const named =
  (service: string, prefix: string, attribute = 'name') =>
  (text: Text, { region, accountId }: Place): string =>
    `arn:aws:${service}:${region}:${accountId}:${prefix}${text(attribute)}`;

const same =
  (attribute: string) =>
  (text: Text): string =>
    text(attribute);

const queueUrl = (text: Text, { endpoint, accountId }: Place): string =>
  `${endpoint}/${accountId}/${text('name')}`;

const functionArn = named('lambda', 'function:', 'function_name');
const topicArn = named('sns', '');

/** Lambda assigns a UUID to a mapping. The twin uses the name of the queue. */
const mappingId = (text: Text): string => text('event_source_arn').split(':').at(-1) ?? '';

function ruleArn(text: Text, { region, accountId }: Place): string {
  const bus = text('event_bus_name', 'default');
  return `arn:aws:events:${region}:${accountId}:rule/${bus === 'default' ? '' : `${bus}/`}${text('name')}`;
}

/** API Gateway assigns ids. The twin uses the name of the API. */
const apiId = same('name');

/**
 * CloudFront assigns ids of a letter and 13 characters of A-Z and 0-9. The twin derives them from another attribute.
 */
const cloudFrontId =
  (letter: string, attribute: string) =>
  (text: Text): string =>
    `${letter}${createHash('sha256').update(text(attribute)).digest('hex').slice(0, 13).toUpperCase()}`;

const distributionId = cloudFrontId('E', 'comment');

const bucket: Computed = { arn: (text) => `arn:aws:s3:::${text('bucket')}`, id: same('bucket') };
const accountId = (_: Text, place: Place): string => place.accountId;
const region = (_: Text, place: Place): string => place.region;

/** KMS assigns ids. The twin encrypts nothing, so all keys have the same id. */
const TWINS_KEY = `arn:aws:kms:us-east-1:${ACCOUNT_ID}:key/00000000-0000-0000-0000-000000000000`;

/** The attributes that AWS sets when it creates a resource or reads a data source, by type and attribute. */
export const COMPUTED_ATTRIBUTES: Readonly<Record<string, Computed>> = {
  aws_api_gateway_deployment: { id: same('rest_api_id') },
  aws_api_gateway_rest_api: {
    arn: (text, { region }) => `arn:aws:apigateway:${region}::/restapis/${apiId(text)}`,
    execution_arn: (text, { region, accountId }) =>
      `arn:aws:execute-api:${region}:${accountId}:${apiId(text)}`,
    id: apiId,
  },
  aws_api_gateway_stage: { invoke_url: (_, { apiUrl }) => apiUrl },
  aws_cloudfront_cache_policy: { id: same('name') },
  aws_cloudfront_distribution: {
    arn: (text, { accountId }) => `arn:aws:cloudfront::${accountId}:distribution/${distributionId(text)}`,
    domain_name: (_, { edgeUrl = NO_EDGE }) => new URL(edgeUrl).host,
    id: distributionId,
  },
  aws_cloudfront_function: {
    arn: (text, { accountId }) => `arn:aws:cloudfront::${accountId}:function/${text('name')}`,
  },
  aws_cloudfront_key_group: { id: same('name') },
  aws_cloudfront_origin_access_control: { id: same('name') },
  aws_cloudfront_public_key: { id: cloudFrontId('K', 'encoded_key') },
  aws_cloudfront_response_headers_policy: { id: same('name') },
  aws_cloudwatch_event_bus: { arn: named('events', 'event-bus/'), id: same('name') },
  aws_cloudwatch_event_rule: { arn: ruleArn, id: same('name') },
  aws_cloudwatch_log_group: { arn: named('logs', 'log-group:'), id: same('name') },
  aws_cloudwatch_metric_alarm: { arn: named('cloudwatch', 'alarm:', 'alarm_name'), id: same('alarm_name') },
  aws_dynamodb_table: { arn: named('dynamodb', 'table/'), id: same('name') },
  aws_iam_role: {
    arn: (text, { accountId }) => `arn:aws:iam::${accountId}:role/${text('name')}`,
    id: same('name'),
  },
  aws_kms_key: { arn: () => TWINS_KEY, key_id: () => TWINS_KEY },
  aws_lambda_event_source_mapping: {
    arn: (text, { region, accountId }) =>
      `arn:aws:lambda:${region}:${accountId}:event-source-mapping:${mappingId(text)}`,
    id: mappingId,
    uuid: mappingId,
  },
  aws_lambda_function: {
    arn: functionArn,
    id: same('function_name'),
    invoke_arn: (text, place) =>
      `arn:aws:apigateway:${place.region}:lambda:path/2015-03-31/functions/${functionArn(text, place)}/invocations`,
  },
  aws_s3_bucket: bucket,
  aws_sns_topic: { arn: topicArn, id: topicArn },
  aws_sqs_queue: { arn: named('sqs', ''), id: queueUrl, url: queueUrl },
  'data.aws_caller_identity': { account_id: accountId, id: accountId },
  'data.aws_partition': { partition: () => 'aws', id: () => 'aws', dns_suffix: () => 'amazonaws.com' },
  'data.aws_region': { name: region, region, id: region },
  'data.aws_s3_bucket': bucket,
};
