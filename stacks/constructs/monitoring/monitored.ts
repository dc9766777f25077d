import type { ImageApi } from '../api/image-api';
import type { Notifications } from '../events/notifications';
import type { Webhooks } from '../events/webhooks';
import type { LambdaFunction } from '../lambda-function';
import type { ImageMetadataTable } from '../storage/image-metadata-table';
import type { OriginalsBucket } from '../storage/originals-access';
import type { ProcessedBucket } from '../storage/processed-bucket';
import type { Topic } from '../topic';
import type { UploadsQueue } from '../uploads/uploads-queue';
import type { Brake } from './brake';

/** The resources of a pipeline that alarms and the dashboard watch. */
export interface MonitoredPipeline {
  /** The suffix of the environment, which is the dimension of the metrics that the code emits. */
  readonly environment: string;
  readonly sourceBucket: OriginalsBucket;
  readonly queue: UploadsQueue;
  /** The function `process-image`. */
  readonly processor: LambdaFunction;
  readonly processedBucket: ProcessedBucket;
  readonly table: ImageMetadataTable;
  /** The bus that image events are published on. */
  readonly busName: string;
  readonly notifications: Notifications;
  readonly api: ImageApi;
  /** The brake. @default - none: processing is not limited */
  readonly brake?: Brake | undefined;
  /** @default - none: events are not sent to a webhook */
  readonly webhooks?: Webhooks | undefined;
  /** The distribution of the CDN. @default - none: there is no CDN */
  readonly distributionId?: string | undefined;
  /** The rule for uploads to an imported bucket. @default - none: the bucket is not imported */
  readonly uploadRuleName?: string | undefined;
}

/** The watched resources, and the topic that alarms are published to. */
export interface Monitored extends MonitoredPipeline {
  readonly alerts: Topic;
}
