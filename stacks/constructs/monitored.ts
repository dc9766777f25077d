import type { ImageApi } from './image-api';
import type { ImageMetadataTable } from './image-metadata-table';
import type { LambdaFunction } from './lambda-function';
import type { Notifications } from './notifications';
import type { OriginalsBucket } from './originals-access';
import type { ProcessedBucket } from './processed-bucket';
import type { Topic } from './topic';
import type { UploadsQueue } from './uploads-queue';

/** What there is of a pipeline to look at. */
export interface MonitoredPipeline {
  /** The environment's suffix: the dimension of the metrics that the code emits. */
  readonly environment: string;
  readonly sourceBucket: OriginalsBucket;
  readonly queue: UploadsQueue;
  readonly processor: LambdaFunction;
  readonly processedBucket: ProcessedBucket;
  readonly table: ImageMetadataTable;
  readonly busName: string;
  readonly notifications: Notifications;
  readonly api: ImageApi;
  /** The rule that takes uploads from an imported bucket. @default the bucket is Darkroom's own */
  readonly uploadRuleName?: string | undefined;
}

/** All that alarms and the dashboard look at: the way that alarms go is watched too. */
export interface Monitored extends MonitoredPipeline {
  readonly alerts: Topic;
}
