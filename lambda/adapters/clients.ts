import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { S3Client } from '@aws-sdk/client-s3';
import { SQSClient } from '@aws-sdk/client-sqs';
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
 * Milliseconds. A request that gets no answer is retried while its invocation still has time: the SDK makes three
 * attempts, and the API has 29 s. `requestTimeout` is for the response's headers, `socketTimeout` for a body that
 * stops arriving. Without them the SDK waits for ever.
 */
export const TIMEOUTS = {
  connectionTimeout: 2_000,
  requestTimeout: 8_000,
  socketTimeout: 8_000,
  throwOnRequestTimeout: true,
} as const;

/**
 * AWS clients of a function. Make them once, at cold start: region, credentials and endpoint come from the
 * runtime's environment.
 */
export const s3Client = (): S3Client => new S3Client({ ...S3_CHECKSUMS, requestHandler: TIMEOUTS });

export const documentClient = (): DynamoDBDocumentClient =>
  DynamoDBDocumentClient.from(new DynamoDBClient({ requestHandler: TIMEOUTS }), {
    marshallOptions: { removeUndefinedValues: true },
  });

export const sqsClient = (): SQSClient => new SQSClient({ requestHandler: TIMEOUTS });

export const eventBridgeClient = (): EventBridgeClient => new EventBridgeClient({ requestHandler: TIMEOUTS });

/**
 * Without retries: a second invocation would process the same photo beside the first, which may still run. The answer
 * takes as long as the photo does, so only the connection has a limit.
 */
export const lambdaClient = (): LambdaClient =>
  new LambdaClient({ maxAttempts: 1, requestHandler: { connectionTimeout: TIMEOUTS.connectionTimeout } });
