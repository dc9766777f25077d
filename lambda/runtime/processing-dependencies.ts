import { documentClient, eventBridgeClient, s3Client } from '../adapters/clients';
import { DynamoDbImageCatalog } from '../adapters/dynamodb-image-catalog';
import { EventBridgePublisher } from '../adapters/eventbridge-publisher';
import { S3ImageStore } from '../adapters/s3-image-store';
import { MemoryBudget, ONE_VCPU_MEMORY_MB } from '../domain/previews/memory-budget';
import type { ProcessingDependencies } from '../domain/processing';
import type { ProcessingEnvironment } from './processing-environment';

/** The function's configured memory in megabytes. The runtime sets the variable. */
const functionMemory = (): number =>
  Number(process.env.AWS_LAMBDA_FUNCTION_MEMORY_SIZE ?? ONE_VCPU_MEMORY_MB);

/**
 * The use cases' dependencies on AWS, wired once at cold start.
 * @param originals the number of originals that the function holds in memory at the same time
 */
export function processingDependencies(
  environment: ProcessingEnvironment,
  originals: number,
): ProcessingDependencies {
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
    memory: MemoryBudget.ofFunction(functionMemory(), originals, environment.MAX_IMAGE_SIZE),
    ...(retentionDays && { retentionDays }),
    now: Date.now,
  };
}
