import type { S3BucketLifecycleConfigurationRule } from '@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration';

const ABORT_AFTER_DAYS = 7;

/** Aborts multipart uploads that were never completed. Their parts are invisible, but billed. */
export const abandonedUploadsRule: S3BucketLifecycleConfigurationRule = {
  id: 'abandoned-uploads',
  status: 'Enabled',
  filter: [{ prefix: '' }],
  abortIncompleteMultipartUpload: [{ daysAfterInitiation: ABORT_AFTER_DAYS }],
};
