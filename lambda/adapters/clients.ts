import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { S3Client } from '@aws-sdk/client-s3';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

/**
 * Only where S3 insists. Signatures and TLS protect what is sent already; to sum up a 4 MB original once more on
 * its way in would take 2 ms.
 */
const S3_CHECKSUMS = {
  requestChecksumCalculation: 'WHEN_REQUIRED',
  responseChecksumValidation: 'WHEN_REQUIRED',
} as const;

/**
 * AWS clients as a function uses them: made once, at cold start, with the region, credentials and endpoint
 * that the runtime's environment names.
 */
export const s3Client = (): S3Client => new S3Client(S3_CHECKSUMS);

export const documentClient = (): DynamoDBDocumentClient =>
  DynamoDBDocumentClient.from(new DynamoDBClient({}), { marshallOptions: { removeUndefinedValues: true } });

export const eventBridgeClient = (): EventBridgeClient => new EventBridgeClient({});
