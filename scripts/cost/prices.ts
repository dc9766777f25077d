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

const AS_OF = '2025-06';

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

const unit = (name: string, page: keyof typeof PAGES) => ({ name, source: PAGES[page] });

const UNITS = {
  lambdaArmGbSecond: unit('GB-second on arm64', 'lambda'),
  lambdaRequest: unit('invocation', 'lambda'),
  s3StandardPut: unit('PUT, COPY, POST or LIST request', 's3'),
  s3StandardGet: unit('GET or HEAD request', 's3'),
  s3StandardGbMonth: unit('GB-month in Standard', 's3'),
  s3InfrequentGet: unit('GET or HEAD request in Standard-IA', 's3'),
  s3InfrequentTransition: unit('transition to Standard-IA', 's3'),
  s3InfrequentRetrievalGb: unit('GB read from Standard-IA', 's3'),
  s3InfrequentGbMonth: unit('GB-month in Standard-IA', 's3'),
  s3GlacierGet: unit('GET or HEAD request in Glacier Instant Retrieval', 's3'),
  s3GlacierTransition: unit('transition to Glacier Instant Retrieval', 's3'),
  s3GlacierRetrievalGb: unit('GB read from Glacier Instant Retrieval', 's3'),
  s3GlacierGbMonth: unit('GB-month in Glacier Instant Retrieval', 's3'),
  sqsRequest: unit('request to a standard queue', 'sqs'),
  dynamoDbWrite: unit('write request unit', 'dynamoDb'),
  dynamoDbRead: unit('read request unit', 'dynamoDb'),
  dynamoDbGbMonth: unit('GB-month of records', 'dynamoDb'),
  dynamoDbBackupGbMonth: unit('GB-month of point-in-time recovery', 'dynamoDb'),
  eventBridgeEvent: unit('custom event, or event of an S3 bucket', 'eventBridge'),
  eventBridgeArchiveGb: unit('GB put into an archive', 'eventBridge'),
  eventBridgeArchiveGbMonth: unit('GB-month in an archive', 'eventBridge'),
  snsPublish: unit('message to a topic', 'sns'),
  snsEmail: unit('e-mail', 'sns'),
  cloudWatchAlarmMonth: unit('standard alarm for a month', 'cloudWatch'),
  cloudWatchMetricMonth: unit('custom metric for a month', 'cloudWatch'),
  cloudWatchDashboardMonth: unit('dashboard for a month', 'cloudWatch'),
  cloudWatchLogGb: unit('GB of logs taken in', 'cloudWatch'),
  cloudWatchLogGbMonth: unit('GB-month of logs kept', 'cloudWatch'),
  apiGatewayRequest: unit('request to a REST API', 'apiGateway'),
  xRayTrace: unit('trace recorded', 'xRay'),
  cloudFrontRequest: unit('HTTPS request to CloudFront', 'cloudFront'),
  cloudFrontGb: unit('GB sent by CloudFront', 'cloudFront'),
  cloudFrontFunctionCall: unit('call of a CloudFront Function', 'cloudFront'),
  cloudFrontInvalidationPath: unit('path invalidated', 'cloudFront'),
  kmsKeyMonth: unit('customer-managed key for a month', 'kms'),
} as const;

type RegionPrices = Readonly<Record<PricedUnit, number>>;

const US_EAST_1: RegionPrices = {
  lambdaArmGbSecond: 0.0000133334,
  lambdaRequest: 0.2 / MILLION,
  s3StandardPut: 0.005 / THOUSAND,
  s3StandardGet: 0.0004 / THOUSAND,
  s3StandardGbMonth: 0.023,
  s3InfrequentGet: 0.001 / THOUSAND,
  s3InfrequentTransition: 0.01 / THOUSAND,
  s3InfrequentRetrievalGb: 0.01,
  s3InfrequentGbMonth: 0.0125,
  s3GlacierGet: 0.01 / THOUSAND,
  s3GlacierTransition: 0.02 / THOUSAND,
  s3GlacierRetrievalGb: 0.03,
  s3GlacierGbMonth: 0.004,
  sqsRequest: 0.4 / MILLION,
  dynamoDbWrite: 0.625 / MILLION,
  dynamoDbRead: 0.125 / MILLION,
  dynamoDbGbMonth: 0.25,
  dynamoDbBackupGbMonth: 0.2,
  eventBridgeEvent: 1 / MILLION,
  eventBridgeArchiveGb: 0.1,
  eventBridgeArchiveGbMonth: 0.023,
  snsPublish: 0.5 / MILLION,
  snsEmail: 2 / (100 * THOUSAND),
  cloudWatchAlarmMonth: 0.1,
  cloudWatchMetricMonth: 0.3,
  cloudWatchDashboardMonth: 3,
  cloudWatchLogGb: 0.5,
  cloudWatchLogGbMonth: 0.03,
  apiGatewayRequest: 3.5 / MILLION,
  xRayTrace: 5 / MILLION,
  // Of viewers in North America, as those of Europe but for the requests, whatever the region of the stacks is.
  cloudFrontRequest: 0.01 / (10 * THOUSAND),
  cloudFrontGb: 0.085,
  cloudFrontFunctionCall: 0.1 / MILLION,
  cloudFrontInvalidationPath: 0.005,
  kmsKeyMonth: 1,
};

/** Prices by region. Prices equal to those of us-east-1 are not repeated. */
const REGIONS: Readonly<Record<string, RegionPrices>> = {
  'us-east-1': US_EAST_1,
  'eu-central-1': {
    ...US_EAST_1,
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

/** The regions with known prices. */
export const PRICED_REGIONS: readonly string[] = Object.keys(REGIONS);

const DEFAULT_REGION = 'us-east-1';

/** The region whose prices apply: the region itself if its prices are known, otherwise `us-east-1`. */
export const pricedRegion = (region: string): string => (region in REGIONS ? region : DEFAULT_REGION);

/** The price of one unit in a region, or in `us-east-1` for a region without known prices. */
export function priceOf(unitName: PricedUnit, region: string): Price {
  const { name, source } = UNITS[unitName];
  const usd = (REGIONS[region] ?? US_EAST_1)[unitName];
  return { usd, unit: name, asOf: AS_OF, source };
}
