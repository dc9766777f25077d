import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { S3Client } from '@aws-sdk/client-s3';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

/**
 * Checksums only where S3 requires them: TLS and the signature already protect the body, and hashing a 4 MB
 * original takes 2 ms. In a presigned upload the checksum would be that of an empty body, and S3 would reject the
 * photo.
 */
const S3_CHECKSUMS = {
  requestChecksumCalculation: 'WHEN_REQUIRED',
  responseChecksumValidation: 'WHEN_REQUIRED',
} as const;

/**
 * AWS clients of a function. Make them once, at cold start: region, credentials and endpoint come from the
 * runtime's environment.
 */
export const s3Client = (): S3Client => new S3Client(S3_CHECKSUMS);

export const documentClient = (): DynamoDBDocumentClient =>
  DynamoDBDocumentClient.from(new DynamoDBClient({}), { marshallOptions: { removeUndefinedValues: true } });

export const eventBridgeClient = (): EventBridgeClient => new EventBridgeClient({});

/** Without retries: a second invocation would process the same photo beside the first, which may still run. */
export const lambdaClient = (): LambdaClient => new LambdaClient({ maxAttempts: 1 });
