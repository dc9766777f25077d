import type { S3BucketLifecycleConfigurationRule } from '@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration';

const ABORT_AFTER_DAYS = 7;

/** Parts of a multipart upload that nobody completed are invisible, and paid for until they are aborted. */
export const abandonedUploadsRule: S3BucketLifecycleConfigurationRule = {
  id: 'abandoned-uploads',
  status: 'Enabled',
  filter: [{ prefix: '' }],
  abortIncompleteMultipartUpload: [{ daysAfterInitiation: ABORT_AFTER_DAYS }],
};
