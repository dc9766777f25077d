import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { S3Client } from '@aws-sdk/client-s3';
import { SNSClient } from '@aws-sdk/client-sns';
import { SQSClient } from '@aws-sdk/client-sqs';
import { STSClient } from '@aws-sdk/client-sts';
import { EXIT, OperatorError } from '../cli/exit-codes';
import { accountOf, type ConnectionOptions, clientOptions } from '../connection/connection';

/** The account and region that a deployment goes to, and the services that are asked before it. */
export interface Account {
  readonly id: string;
  readonly region: string;
  readonly s3: S3Client;
  readonly dynamoDb: DynamoDBClient;
  readonly sqs: SQSClient;
  readonly sns: SNSClient;
  readonly events: EventBridgeClient;
}

export interface AccountOptions extends ConnectionOptions {
  /** The only account that will do: 12 digits. */
  readonly account?: string;
}

/** Enabled in every account. */
const FIRST_REGION = 'us-east-1';

/**
 * Opens the account whose credentials are at hand.
 * @throws OperatorError when there are none, the region is not enabled, or it is another account
 */
export async function openAccount(options: AccountOptions, region: string): Promise<Account> {
  const configuration = clientOptions(options, region);
  const id = await accountIn(options, region);
  if (options.account !== undefined && options.account !== id) {
    throw new OperatorError(
      `The credentials are of account ${id}, but --account asks for ${options.account}: choose others with --profile.`,
      EXIT.findings,
    );
  }
  const forcePathStyle = options.endpointUrl !== undefined;
  return {
    id,
    region,
    // Buckets of other regions answer where they are, instead of a redirection.
    s3: new S3Client({ ...configuration, forcePathStyle, followRegionRedirects: true }),
    dynamoDb: new DynamoDBClient(configuration),
    sqs: new SQSClient(configuration),
    sns: new SNSClient(configuration),
    events: new EventBridgeClient(configuration),
  };
}

/** A region that is not enabled takes no credentials, which reads as if they were wrong. */
async function accountIn(options: AccountOptions, region: string): Promise<string> {
  try {
    return await accountOf(new STSClient(clientOptions(options, region)), options);
  } catch (error) {
    if (options.endpointUrl !== undefined || region === FIRST_REGION) throw error;
    const id = await accountOf(new STSClient(clientOptions(options, FIRST_REGION)), options).catch(() => {
      throw error;
    });
    throw new OperatorError(
      `The region ${region} does not take the credentials of account ${id}: enable it under Account, AWS Regions, or set AWS_REGION to another.`,
      EXIT.findings,
    );
  }
}
