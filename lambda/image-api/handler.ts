import { randomUUID } from 'node:crypto';
import { s3Client } from '../adapters/clients';
import { S3Presigner } from '../adapters/s3-presigner';
import { parseEnvironment } from '../runtime/function-environment';
import { processingDependencies } from '../runtime/processing-dependencies';
import { createTelemetry } from '../runtime/telemetry';
import { createHandler } from './create-handler';
import { imageApiEnvironment } from './environment';

const environment = parseEnvironment(imageApiEnvironment, process.env);
/** An invocation is one request, and processes one photo at most. */
const ORIGINALS = 1;

export const handler = createHandler({
  ...processingDependencies(environment, ORIGINALS),
  ...createTelemetry('image-api', environment),
  signer: new S3Presigner(s3Client(), environment.PROCESSED_BUCKET),
  sourceBucket: environment.SOURCE_BUCKET,
  allowedOrigins: environment.CORS_ALLOWED_ORIGINS ?? [],
  newId: randomUUID,
});
