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
  /** The environment's suffix: the dimension of the metrics that the code emits. */
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
  /** The function that stops processing. @default - none: nothing limits processing */
  readonly brake?: Brake | undefined;
  /** @default - none: events are sent to no webhook */
  readonly webhooks?: Webhooks | undefined;
  /** The distribution of the CDN. @default - none: nothing is delivered by a CDN */
  readonly distributionId?: string | undefined;
  /** The rule that takes uploads from an imported bucket. @default - none: Darkroom made the bucket */
  readonly uploadRuleName?: string | undefined;
}

/** All that alarms and the dashboard watch, including the topic that alarms are published to. */
export interface Monitored extends MonitoredPipeline {
  readonly alerts: Topic;
}
