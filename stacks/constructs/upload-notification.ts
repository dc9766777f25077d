import { S3BucketNotification } from '@cdktf/provider-aws/lib/s3-bucket-notification';
import { Construct } from 'constructs';
import { UPLOADS_PREFIX } from '../../lambda/domain/upload';
import type { OriginalsBucket } from './originals-access';
import type { UploadsQueue } from './uploads-queue';

export interface UploadNotificationProps {
  readonly bucket: OriginalsBucket;
  readonly queue: UploadsQueue;
  readonly accountId: string;
}

/**
 * The one notification of the source bucket: what comes and goes under `uploads/` is told to the queue.
 * A second `aws_s3_bucket_notification` on the same bucket would silently replace this one.
 */
export class UploadNotification extends Construct {
  constructor(scope: Construct, id: string, { bucket, queue, accountId }: UploadNotificationProps) {
    super(scope, id);
    const admission = queue.admit({
      service: 's3.amazonaws.com',
      sourceArn: bucket.bucketArn,
      accountId,
    });
    new S3BucketNotification(this, 'notification', {
      bucket: bucket.bucketName,
      eventbridge: true,
      queue: [
        {
          id: 'uploads',
          queueArn: queue.queueArn,
          events: ['s3:ObjectCreated:*', 's3:ObjectRemoved:*'],
          filterPrefix: UPLOADS_PREFIX,
        },
      ],
      // S3 tries the queue when the notification is made, and refuses one it may not send to.
      dependsOn: [admission],
    });
  }
}
