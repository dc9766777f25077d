import { S3BucketNotification } from '@cdktf/provider-aws/lib/s3-bucket-notification';
import { Construct } from 'constructs';
import { UPLOADS_PREFIX } from '../../../lambda/domain/upload';
import type { OriginalsBucket } from '../storage/originals-access';
import type { UploadsQueue } from './uploads-queue';

export interface UploadNotificationProps {
  /** The bucket. It must not be imported, because this replaces its notification configuration. */
  readonly bucket: OriginalsBucket;
  /** The queue that receives the events. */
  readonly queue: UploadsQueue;
  /** The account of the bucket. */
  readonly accountId: string;
}

/**
 * The notification of the source bucket. It sends an event to the queue for each object that is created or removed
 * under `uploads/`. A second `aws_s3_bucket_notification` for the same bucket would silently replace it.
 */
export class UploadNotification extends Construct {
  constructor(scope: Construct, id: string, { bucket, queue, accountId }: UploadNotificationProps) {
    super(scope, id);
    const admission = queue.admit({
      service: 's3.amazonaws.com',
      sourceArns: [bucket.bucketArn],
      accountId,
    });
    new S3BucketNotification(this, 'notification', {
      bucket: bucket.bucketName,
      // Lets your own rules use the events of the bucket, because its notification cannot have other receivers.
      // EventBridge charges $1 for a million of these events.
      eventbridge: true,
      queue: [
        {
          id: 'uploads',
          queueArn: queue.queueArn,
          events: ['s3:ObjectCreated:*', 's3:ObjectRemoved:*', 's3:LifecycleExpiration:*'],
          filterPrefix: UPLOADS_PREFIX,
        },
      ],
      // S3 sends a test message when the notification is created, and fails if the queue does not accept it.
      dependsOn: [admission],
    });
  }
}
