import {
  S3BucketLifecycleConfiguration,
  type S3BucketLifecycleConfigurationRule,
} from '@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration';
import { LocalBackend, TerraformOutput } from 'cdktf';
import type { Construct } from 'constructs';
import { abandonedUploadsRule } from './constructs/storage/abandoned-uploads-rule';
import { PrivateBucket } from './constructs/storage/private-bucket';
import { DarkroomStack } from './darkroom-stack';
import type { Settings } from './settings';

/** Removes old versions. Each run leaves a version of the lock file, and each change a version of the state. */
const oldStatesRule: S3BucketLifecycleConfigurationRule = {
  id: 'old-states',
  status: 'Enabled',
  filter: [{ prefix: '' }],
  noncurrentVersionExpiration: [{ noncurrentDays: 90 }],
  expiration: [{ expiredObjectDeleteMarker: true }],
};

/**
 * The bucket for the state of all other stacks. This stack is deployed once, before the others, so its own state is a
 * local file. If that file is lost, the bucket remains, and `npm run bootstrap` finds it again.
 */
export class StateBackendStack extends DarkroomStack {
  constructor(scope: Construct, id: string, settings: Settings) {
    super(scope, id, settings);
    // The file is in the directory of the project. Terraform runs in cdktf.out/stacks/<stack>, which is temporary.
    new LocalBackend(this, { path: `../../../terraform.${id}.tfstate` });
    const bucket = new PrivateBucket(this, 'state-bucket', {
      name: settings.STATE_BUCKET,
      retain: true,
      versioned: true,
    });
    new S3BucketLifecycleConfiguration(this, 'state-lifecycle', {
      bucket: bucket.bucketName,
      rule: [oldStatesRule, abandonedUploadsRule],
    });
    new TerraformOutput(this, 'state_bucket_name', {
      value: bucket.bucketName,
      description: 'The bucket that keeps the Terraform state of every environment.',
    });
  }
}
