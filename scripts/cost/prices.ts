/** The billing units that Darkroom uses. */
export type PricedUnit = keyof typeof UNITS;

export interface Price {
  /** US dollars per unit: on demand, first tier, without free tier. */
  readonly usd: number;
  readonly unit: string;
  /** The month of the price. */
  readonly asOf: string;
  /** The AWS page with the price. */
  readonly source: string;
}

const MILLION = 1_000_000;
const THOUSAND = 1_000;

/** The month of all prices. */
export const PRICES_AS_OF = '2025-06';

const PAGES = {
  lambda: 'https://aws.amazon.com/lambda/pricing/',
  s3: 'https://aws.amazon.com/s3/pricing/',
  sqs: 'https://aws.amazon.com/sqs/pricing/',
  dynamoDb: 'https://aws.amazon.com/dynamodb/pricing/on-demand/',
  eventBridge: 'https://aws.amazon.com/eventbridge/pricing/',
  sns: 'https://aws.amazon.com/sns/pricing/',
  cloudWatch: 'https://aws.amazon.com/cloudwatch/pricing/',
  apiGateway: 'https://aws.amazon.com/api-gateway/pricing/',
  cloudFront: 'https://aws.amazon.com/cloudfront/pricing/pay-as-you-go/',
  xRay: 'https://aws.amazon.com/xray/pricing/',
  kms: 'https://aws.amazon.com/kms/pricing/',
} as const;

/** @param usd in us-east-1 */
const unit = (name: string, page: keyof typeof PAGES, usd: number) => ({ name, source: PAGES[page], usd });

const UNITS = {
  lambdaArmGbSecond: unit('GB-second on arm64', 'lambda', 0.0000133334),
  lambdaRequest: unit('invocation', 'lambda', 0.2 / MILLION),
  s3StandardPut: unit('PUT, COPY, POST or LIST request', 's3', 0.005 / THOUSAND),
  s3StandardGet: unit('GET or HEAD request', 's3', 0.0004 / THOUSAND),
  s3StandardGbMonth: unit('GB-month in Standard', 's3', 0.023),
  s3InfrequentGet: unit('GET or HEAD request in Standard-IA', 's3', 0.001 / THOUSAND),
  s3InfrequentTransition: unit('transition to Standard-IA', 's3', 0.01 / THOUSAND),
  s3InfrequentRetrievalGb: unit('GB read from Standard-IA', 's3', 0.01),
  s3InfrequentGbMonth: unit('GB-month in Standard-IA', 's3', 0.0125),
  s3GlacierGet: unit('GET or HEAD request in Glacier Instant Retrieval', 's3', 0.01 / THOUSAND),
  s3GlacierTransition: unit('transition to Glacier Instant Retrieval', 's3', 0.02 / THOUSAND),
  s3GlacierRetrievalGb: unit('GB read from Glacier Instant Retrieval', 's3', 0.03),
  s3GlacierGbMonth: unit('GB-month in Glacier Instant Retrieval', 's3', 0.004),
  sqsRequest: unit('request to a standard queue', 'sqs', 0.4 / MILLION),
  dynamoDbWrite: unit('write request unit', 'dynamoDb', 0.625 / MILLION),
  dynamoDbRead: unit('read request unit', 'dynamoDb', 0.125 / MILLION),
  dynamoDbGbMonth: unit('GB-month of records', 'dynamoDb', 0.25),
  dynamoDbBackupGbMonth: unit('GB-month of point-in-time recovery', 'dynamoDb', 0.2),
  eventBridgeEvent: unit('custom event, or event of an S3 bucket', 'eventBridge', 1 / MILLION),
  eventBridgeArchiveGb: unit('GB put into an archive', 'eventBridge', 0.1),
  eventBridgeArchiveGbMonth: unit('GB-month in an archive', 'eventBridge', 0.023),
  snsPublish: unit('message to a topic', 'sns', 0.5 / MILLION),
  snsEmail: unit('e-mail', 'sns', 2 / (100 * THOUSAND)),
  cloudWatchAlarmMonth: unit('standard alarm for a month', 'cloudWatch', 0.1),
  cloudWatchMetricMonth: unit('custom metric for a month', 'cloudWatch', 0.3),
  cloudWatchDashboardMonth: unit('dashboard for a month', 'cloudWatch', 3),
  cloudWatchLogGb: unit('GB of logs ingested', 'cloudWatch', 0.5),
  cloudWatchLogGbMonth: unit('GB-month of logs kept', 'cloudWatch', 0.03),
  apiGatewayRequest: unit('request to a REST API', 'apiGateway', 3.5 / MILLION),
  xRayTrace: unit('trace recorded', 'xRay', 5 / MILLION),
  // Prices for viewers in North America, regardless of the stacks' region. In Europe only requests differ.
  cloudFrontRequest: unit('HTTPS request to CloudFront', 'cloudFront', 0.01 / (10 * THOUSAND)),
  cloudFrontGb: unit('GB sent by CloudFront', 'cloudFront', 0.085),
  cloudFrontFunctionCall: unit('call of a CloudFront Function', 'cloudFront', 0.1 / MILLION),
  cloudFrontInvalidationPath: unit('path invalidated', 'cloudFront', 0.005),
  kmsKeyMonth: unit('customer-managed key for a month', 'kms', 1),
} as const;

/** Prices by region. Prices equal to those of us-east-1 are not repeated. */
const REGIONS: Readonly<Record<string, Partial<Record<PricedUnit, number>>>> = {
  'us-east-1': {},
  'eu-central-1': {
    s3StandardPut: 0.0054 / THOUSAND,
    s3StandardGet: 0.00043 / THOUSAND,
    s3StandardGbMonth: 0.0245,
    s3InfrequentGbMonth: 0.0135,
    s3GlacierGbMonth: 0.005,
    dynamoDbWrite: 0.7625 / MILLION,
    dynamoDbRead: 0.1525 / MILLION,
    dynamoDbGbMonth: 0.306,
    dynamoDbBackupGbMonth: 0.2448,
    cloudWatchLogGb: 0.63,
    cloudWatchLogGbMonth: 0.0324,
    apiGatewayRequest: 3.7 / MILLION,
  },
};

const DEFAULT_REGION = 'us-east-1';

/** The region whose prices apply: the region itself if its prices are known, otherwise `us-east-1`. */
export const pricedRegion = (region: string): string => (region in REGIONS ? region : DEFAULT_REGION);

/** The month and region of the prices that apply to a region: `2025-06 in us-east-1`. */
export function priceBasis(region: string): string {
  const priced = pricedRegion(region);
  const substitute = priced === region ? '' : `, because prices for ${region} are not available`;
  return `${PRICES_AS_OF} in ${priced}${substitute}`;
}

/** The price of one unit in a region, or in `us-east-1` for a region without known prices. */
export function priceOf(unitName: PricedUnit, region: string): Price {
  const { name, source, usd } = UNITS[unitName];
  return { usd: REGIONS[region]?.[unitName] ?? usd, unit: name, asOf: PRICES_AS_OF, source };
}
