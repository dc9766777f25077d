import type { Settings } from './settings';

export const PROJECT = 'darkroom';

/** What every resource of an environment is called. Nothing else in the project spells these names. */
export interface ResourceNames {
  /** S3 bucket names are unique in the world, so these two carry the account id. */
  sourceBucket(accountId: string): string;
  processedBucket(accountId: string): string;
  readonly metadataTable: string;
  readonly uploadsQueue: string;
  readonly deadLetterQueue: string;
  readonly imageProcessor: string;
  readonly imageApi: string;
  readonly eventBus: string;
  readonly eventArchive: string;
  readonly notificationsTopic: string;
  readonly alertsTopic: string;
  readonly restApi: string;
  readonly dashboard: string;
}

export function resourceNames({ ENVIRONMENT_SUFFIX: environment }: Settings): ResourceNames {
  return {
    sourceBucket: (accountId) => `photo-uploads-${accountId}-${environment}`,
    processedBucket: (accountId) => `photo-processed-${accountId}-${environment}`,
    metadataTable: `image-metadata-${environment}`,
    uploadsQueue: `image-uploads-${environment}`,
    deadLetterQueue: `image-uploads-dlq-${environment}`,
    imageProcessor: `image-processor-${environment}`,
    imageApi: `image-api-${environment}`,
    eventBus: `image-processing-events-${environment}`,
    eventArchive: `image-processing-archive-${environment}`,
    notificationsTopic: `image-processing-notifications-${environment}`,
    alertsTopic: `image-processing-alerts-${environment}`,
    restApi: `image-processing-api-${environment}`,
    dashboard: `image-processing-${environment}`,
  };
}
