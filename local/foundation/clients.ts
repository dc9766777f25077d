import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { SNSClient } from '@aws-sdk/client-sns';
import { SQSClient } from '@aws-sdk/client-sqs';
import type { Place } from '../../plan/computed-attributes';
import { type Credentials, credentialsOf } from './credentials';

/** The AWS clients of one caller of the twin's endpoint. */
export interface Clients {
  readonly s3: S3Client;
  readonly sns: SNSClient;
  readonly sqs: SQSClient;
  readonly dynamoDb: DynamoDBClient;
  destroy(): void;
}

/** The twin itself, as a caller of its own endpoint. */
export const TWIN_CREDENTIALS: Credentials = credentialsOf('darkroom-local');

const ignore = (): void => {};

/** The SDK logs a warning for each upload that cannot be retried; the caller gets the error anyway. */
const SILENT = { debug: ignore, info: ignore, warn: ignore, error: ignore };

/** Requests to the same process need no checksums. */
const NO_CHECKSUMS = {
  requestChecksumCalculation: 'WHEN_REQUIRED',
  responseChecksumValidation: 'WHEN_REQUIRED',
} as const;

export function createClients({ region, endpoint }: Place, credentials: Credentials): Clients {
  const configuration = { region, endpoint, credentials: { ...credentials } };
  const clients = {
    s3: new S3Client({ ...configuration, ...NO_CHECKSUMS, forcePathStyle: true, logger: SILENT }),
    sns: new SNSClient(configuration),
    sqs: new SQSClient({ ...configuration, useQueueUrlAsEndpoint: false }),
    dynamoDb: new DynamoDBClient(configuration),
  };
  return {
    ...clients,
    destroy() {
      for (const client of Object.values(clients)) client.destroy();
    },
  };
}
