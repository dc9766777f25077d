import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { S3Client } from '@aws-sdk/client-s3';
import { SQSClient } from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

/**
 * Computes checksums only where S3 requires them: TLS and the signature already protect the body, and hashing a 4 MB
 * original takes 2 ms. A presigned upload would contain the checksum of an empty body, and S3 would reject the photo.
 */
const S3_CHECKSUMS = {
  requestChecksumCalculation: 'WHEN_REQUIRED',
  responseChecksumValidation: 'WHEN_REQUIRED',
} as const;

/**
 * Timeouts in milliseconds. A request without a response is retried while the invocation still has time: the SDK makes
 * three attempts, and the API has 29 s. `requestTimeout` applies to the headers of the response, and `socketTimeout` to
 * a body that stops arriving. By default the SDK waits without limit.
 */
export const TIMEOUTS = {
  connectionTimeout: 2_000,
  requestTimeout: 8_000,
  socketTimeout: 8_000,
  throwOnRequestTimeout: true,
} as const;

/**
 * The AWS clients of a function. Create them once, at cold start. Region, credentials and endpoint come from the
 * environment of the runtime.
 */
export const s3Client = (): S3Client => new S3Client({ ...S3_CHECKSUMS, requestHandler: TIMEOUTS });

export const documentClient = (): DynamoDBDocumentClient =>
  DynamoDBDocumentClient.from(new DynamoDBClient({ requestHandler: TIMEOUTS }), {
    marshallOptions: { removeUndefinedValues: true },
  });

export const sqsClient = (): SQSClient => new SQSClient({ requestHandler: TIMEOUTS });

export const eventBridgeClient = (): EventBridgeClient => new EventBridgeClient({ requestHandler: TIMEOUTS });

/**
 * Does not retry, because the first invocation may still be running, and a second one would process the same photo. The
 * response takes as long as the photo does, so only the connection has a timeout.
 */
export const lambdaClient = (): LambdaClient =>
  new LambdaClient({ maxAttempts: 1, requestHandler: { connectionTimeout: TIMEOUTS.connectionTimeout } });
