import type { Settings } from './settings';

export const PROJECT = 'darkroom';

/** The URL of the folder `docs`, which the mails of alarms link to. Change it to the URL of your copy. */
export const DOCS_URL = 'https://darkroom.example.com/docs';

/** The names of all resources of an environment. They are defined only here. */
export type ResourceNames = Readonly<ReturnType<typeof resourceNames>>;

export function resourceNames({ ENVIRONMENT_SUFFIX: environment }: Pick<Settings, 'ENVIRONMENT_SUFFIX'>) {
  return {
    /** Bucket names must be unique among all AWS accounts, so they contain the account id. */
    sourceBucket: (accountId: string) => `photo-uploads-${accountId}-${environment}`,
    processedBucket: (accountId: string) => `photo-processed-${accountId}-${environment}`,
    metadataTable: `image-metadata-${environment}`,
    uploadsQueue: `image-uploads-${environment}`,
    deadLetterQueue: `image-uploads-dlq-${environment}`,
    /** The rule that sends the events of an imported source bucket to the queue. */
    uploadsRule: `image-uploads-${environment}`,
    imageProcessor: `image-processor-${environment}`,
    imageApi: `image-api-${environment}`,
    /** The function that stops processing. */
    brake: `image-brake-${environment}`,
    /** The function that checks tokens of people. */
    signIn: `image-sign-in-${environment}`,
    eventBus: `image-processing-events-${environment}`,
    eventArchive: `image-processing-archive-${environment}`,
    /** The rule that sends e-mails about photos with one outcome, such as `failed`. */
    outcomeRule: (outcome: string) => `image-processing-${outcome}-${environment}`,
    undeliveredQueue: `image-processing-undelivered-${environment}`,
    webhooksRule: `image-processing-webhooks-${environment}`,
    webhooksQueue: `image-webhooks-${environment}`,
    webhooksDeadLetterQueue: `image-webhooks-dlq-${environment}`,
    webhookSender: `image-webhook-sender-${environment}`,
    notificationsTopic: `image-processing-notifications-${environment}`,
    alertsTopic: `image-processing-alerts-${environment}`,
    restApi: `image-processing-api-${environment}`,
    apiLogsRole: `image-processing-api-logs-${environment}`,
    alarm: (subject: string) => `image-processing-${subject}-${environment}`,
    /** The alias of the KMS key, without `alias/`. */
    keyAlias: `${PROJECT}-${environment}`,
    /** The budget of the whole environment. */
    budget: `${PROJECT}-${environment}`,
    dashboard: `image-processing-${environment}`,
    /** The CloudFront function, policies and keys of the delivery. */
    delivery: `image-previews-${environment}`,
    deliveryAlertsTopic: `image-delivery-alerts-${environment}`,
  };
}
