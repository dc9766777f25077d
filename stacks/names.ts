import type { Settings } from './settings';

export const PROJECT = 'darkroom';

/** Where the folder `docs` can be read. Alarm mails link to it: set it to the address of your copy. */
export const DOCS_URL = 'https://darkroom.example.com/docs';

/** The name of every resource of an environment. Nothing else in the project spells these names. */
export interface ResourceNames {
  /** Bucket names are unique among all AWS accounts, so they contain the account id. */
  sourceBucket(accountId: string): string;
  processedBucket(accountId: string): string;
  readonly metadataTable: string;
  readonly uploadsQueue: string;
  readonly deadLetterQueue: string;
  /** The rule that takes uploads from an imported source bucket. */
  readonly uploadsRule: string;
  readonly imageProcessor: string;
  readonly imageApi: string;
  /** The function that stops processing. */
  readonly brake: string;
  /** The function that checks tokens of people. */
  readonly signIn: string;
  readonly eventBus: string;
  readonly eventArchive: string;
  /** The rule that sends e-mails about photos with one outcome, such as `failed`. */
  outcomeRule(outcome: string): string;
  readonly undeliveredQueue: string;
  readonly webhooksRule: string;
  readonly webhooksQueue: string;
  readonly webhooksDeadLetterQueue: string;
  readonly webhookSender: string;
  readonly notificationsTopic: string;
  readonly alertsTopic: string;
  readonly restApi: string;
  readonly apiLogsRole: string;
  alarm(subject: string): string;
  /** Alias of the KMS key, without `alias/`. */
  readonly keyAlias: string;
  /** The budget of the whole environment. */
  readonly budget: string;
  readonly dashboard: string;
  /** The CloudFront function, policies and keys of the delivery. */
  readonly delivery: string;
  readonly deliveryAlertsTopic: string;
}

export function resourceNames({ ENVIRONMENT_SUFFIX: environment }: Settings): ResourceNames {
  return {
    sourceBucket: (accountId) => `photo-uploads-${accountId}-${environment}`,
    processedBucket: (accountId) => `photo-processed-${accountId}-${environment}`,
    metadataTable: `image-metadata-${environment}`,
    uploadsQueue: `image-uploads-${environment}`,
    deadLetterQueue: `image-uploads-dlq-${environment}`,
    uploadsRule: `image-uploads-${environment}`,
    imageProcessor: `image-processor-${environment}`,
    imageApi: `image-api-${environment}`,
    brake: `image-brake-${environment}`,
    signIn: `image-sign-in-${environment}`,
    eventBus: `image-processing-events-${environment}`,
    eventArchive: `image-processing-archive-${environment}`,
    outcomeRule: (outcome) => `image-processing-${outcome}-${environment}`,
    undeliveredQueue: `image-processing-undelivered-${environment}`,
    webhooksRule: `image-processing-webhooks-${environment}`,
    webhooksQueue: `image-webhooks-${environment}`,
    webhooksDeadLetterQueue: `image-webhooks-dlq-${environment}`,
    webhookSender: `image-webhook-sender-${environment}`,
    notificationsTopic: `image-processing-notifications-${environment}`,
    alertsTopic: `image-processing-alerts-${environment}`,
    restApi: `image-processing-api-${environment}`,
    apiLogsRole: `image-processing-api-logs-${environment}`,
    alarm: (subject) => `image-processing-${subject}-${environment}`,
    keyAlias: `${PROJECT}-${environment}`,
    budget: `${PROJECT}-${environment}`,
    dashboard: `image-processing-${environment}`,
    delivery: `image-previews-${environment}`,
    deliveryAlertsTopic: `image-delivery-alerts-${environment}`,
  };
}
