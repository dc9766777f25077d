import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { documentClient, lambdaClient, s3Client } from '../adapters/aws-clients';
import { DynamoDbBrakeNotes } from '../adapters/dynamodb/dynamodb-brake-notes';
import { LambdaImageProcessor } from '../adapters/lambda-image-processor';
import { S3Presigner } from '../adapters/s3/s3-presigner';
import { presignedUrls } from '../domain/previews/preview-urls';
import { previewLifeOf } from '../domain/previews/stored-previews';
import { awsPorts } from '../runtime/aws-ports';
import { createLogger } from '../runtime/logger';
import { parseEnvironment } from '../runtime/parse-environment';
import { createHandler } from './create-handler';
import { imageApiEnvironment } from './environment';
import { previewSigner } from './preview-signer';

const environment = parseEnvironment(imageApiEnvironment, process.env);

const signer = previewSigner(environment, new S3Presigner(s3Client(), environment.PROCESSED_BUCKET));

export const handler = createHandler({
  ...awsPorts(environment),
  processor: new LambdaImageProcessor(lambdaClient(), environment.PROCESSOR_FUNCTION, Date.now),
  signer,
  previewUrl: presignedUrls(signer),
  ...(environment.MAX_IMAGES_PER_HOUR !== undefined && {
    brake: new DynamoDbBrakeNotes(documentClient(), environment.METADATA_TABLE),
  }),
  sourceBucket: environment.SOURCE_BUCKET,
  maxBytes: environment.MAX_IMAGE_SIZE,
  previewLifeMs: previewLifeOf(environment.PREVIEW_EXPIRATION_DAYS),
  newId: randomUUID,
  pause: (ms) => sleep(ms),
  allowedOrigins: environment.CORS_ALLOWED_ORIGINS ?? [],
  logger: createLogger(environment),
});
