import { APIGatewayClient } from '@aws-sdk/client-api-gateway';
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { IAMClient } from '@aws-sdk/client-iam';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { S3Client } from '@aws-sdk/client-s3';
import { SNSClient } from '@aws-sdk/client-sns';
import { SQSClient } from '@aws-sdk/client-sqs';
import { STSClient } from '@aws-sdk/client-sts';
import { EXIT, OperatorError } from '../cli/exit-codes';
import { accountOf, type ConnectionOptions, clientOptions, withEnvironment } from '../connection/connection';

/** Account and region of a deployment, with clients for the checks before it. */
export interface Account {
  readonly id: string;
  readonly region: string;
  readonly s3: S3Client;
  readonly dynamoDb: DynamoDBClient;
  readonly sqs: SQSClient;
  readonly sns: SNSClient;
  readonly events: EventBridgeClient;
  readonly apiGateway: APIGatewayClient;
  readonly iam: IAMClient;
  readonly lambda: LambdaClient;
  readonly logs: CloudWatchLogsClient;
  /** The same account, with clients of another region. */
  inRegion(region: string): Account;
}

export interface AccountOptions extends ConnectionOptions {
  /** The required account: 12 digits. */
  readonly account?: string;
}

/** Enabled in every account. */
const DEFAULT_REGION = 'us-east-1';

/**
 * Connects to the account of the current credentials.
 * @throws OperatorError without credentials, when the region is not enabled, or for another than the required account
 */
export async function openAccount(given: AccountOptions, region: string): Promise<Account> {
  const options = withEnvironment(given);
  const id = await accountIn(options, region);
  if (options.account !== undefined && options.account !== id) {
    throw new OperatorError(
      `The credentials belong to account ${id}, but --account requires ${options.account}: select others with --profile.`,
      EXIT.findings,
    );
  }
  return accountAt(id, options, region);
}

function accountAt(id: string, options: ConnectionOptions, region: string): Account {
  const configuration = clientOptions(options, region);
  const forcePathStyle = options.endpointUrl !== undefined;
  return {
    id,
    region,
    // Buckets in other regions then return their region instead of a redirect.
    s3: new S3Client({ ...configuration, forcePathStyle, followRegionRedirects: true }),
    dynamoDb: new DynamoDBClient(configuration),
    sqs: new SQSClient(configuration),
    sns: new SNSClient(configuration),
    events: new EventBridgeClient(configuration),
    apiGateway: new APIGatewayClient(configuration),
    iam: new IAMClient(configuration),
    lambda: new LambdaClient(configuration),
    logs: new CloudWatchLogsClient(configuration),
    inRegion: (other) => accountAt(id, options, other),
  };
}

/** Distinguishes a region that is not enabled, which rejects valid credentials, from invalid credentials. */
async function accountIn(options: AccountOptions, region: string): Promise<string> {
  try {
    return await accountOf(new STSClient(clientOptions(options, region)), options);
  } catch (error) {
    if (options.endpointUrl !== undefined || region === DEFAULT_REGION) throw error;
    const id = await accountOf(new STSClient(clientOptions(options, DEFAULT_REGION)), options).catch(() => {
      throw error;
    });
    throw new OperatorError(
      `The region ${region} is not enabled in account ${id}: enable it under Account, AWS Regions, or set AWS_REGION to another region.`,
      EXIT.findings,
    );
  }
}
