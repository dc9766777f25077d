import { S3BucketNotification } from '@cdktf/provider-aws/lib/s3-bucket-notification';
import { Construct } from 'constructs';
import { UPLOADS_PREFIX } from '../../../lambda/domain/upload';
import type { OriginalsBucket } from '../storage/originals-access';
import type { UploadsQueue } from './uploads-queue';

export interface UploadNotificationProps {
  /** The bucket that sends. Only Darkroom's own: this replaces whatever notification it has. */
  readonly bucket: OriginalsBucket;
  /** The queue that receives. */
  readonly queue: UploadsQueue;
  /** The account of the bucket. */
  readonly accountId: string;
}

/**
 * The source bucket's notification: sends each object that is created or removed under `uploads/` to the
 * queue. A second `aws_s3_bucket_notification` on the same bucket would silently replace this one.
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
      // So that rules of yours can use the bucket's events: its one notification has no place for other receivers.
      // EventBridge bills $1 for a million of them.
      eventbridge: true,
      queue: [
        {
          id: 'uploads',
          queueArn: queue.queueArn,
          events: ['s3:ObjectCreated:*', 's3:ObjectRemoved:*', 's3:LifecycleExpiration:*'],
          filterPrefix: UPLOADS_PREFIX,
        },
      ],
      // S3 sends a test message when the notification is made, and refuses a queue that does not accept it.
      dependsOn: [admission],
    });
  }
}
