import { documentClient, eventBridgeClient, s3Client } from './adapters/clients';
import { DynamoDbImageCatalog } from './adapters/dynamodb-image-catalog';
import { EventBridgePublisher } from './adapters/eventbridge-publisher';
import { S3ImageStore } from './adapters/s3-image-store';
import type { ProcessingDependencies } from './domain/process-upload';
import type { ProcessImageEnvironment } from './process-image/environment';

/** The use cases' dependencies on AWS, wired once from a function's environment. */
export function processingDependencies(environment: ProcessImageEnvironment): ProcessingDependencies {
  const retentionDays = environment.METADATA_RETENTION_DAYS;
  return {
    store: new S3ImageStore(s3Client(), environment.PROCESSED_BUCKET),
    catalog: new DynamoDbImageCatalog(documentClient(), environment.METADATA_TABLE),
    publisher: new EventBridgePublisher(
      eventBridgeClient(),
      environment.EVENT_BUS_NAME,
      environment.ENVIRONMENT,
    ),
    recipe: {
      sizes: environment.PREVIEW_SIZES,
      format: environment.PREVIEW_FORMAT,
      fit: environment.PREVIEW_FIT,
      maxFrames: environment.MAX_FRAMES,
    },
    limits: {
      maxBytes: environment.MAX_IMAGE_SIZE,
      maxPixels: environment.MAX_IMAGE_PIXELS,
      maxFrames: environment.MAX_FRAMES,
    },
    ...(retentionDays && { retentionDays }),
    now: Date.now,
  };
}
