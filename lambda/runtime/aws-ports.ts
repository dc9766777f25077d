import { documentClient, eventBridgeClient, s3Client } from '../adapters/aws-clients';
import { CloudFrontCache } from '../adapters/cloudfront/cloudfront-cache';
import { dynamoDbImageCatalog } from '../adapters/dynamodb/dynamodb-image-catalog';
import { EventBridgePublisher } from '../adapters/eventbridge-publisher';
import { S3ImageStore } from '../adapters/s3/s3-image-store';
import type { ProcessingDependencies } from '../domain/processing';
import type { ResourceEnvironment } from './resource-environment';

type Ports = Pick<ProcessingDependencies, 'store' | 'catalog' | 'publisher' | 'cache' | 'now'>;

/** The ports of the domain, implemented with AWS. Create them once, at cold start. */
export const awsPorts = (environment: ResourceEnvironment): Ports => ({
  store: new S3ImageStore(s3Client(), environment.PROCESSED_BUCKET),
  catalog: dynamoDbImageCatalog(documentClient(), environment.METADATA_TABLE),
  publisher: new EventBridgePublisher(
    eventBridgeClient(),
    environment.EVENT_BUS_NAME,
    environment.ENVIRONMENT,
  ),
  ...(environment.DELIVERY_DISTRIBUTION_ID && {
    cache: new CloudFrontCache(environment.DELIVERY_DISTRIBUTION_ID),
  }),
  now: Date.now,
});
