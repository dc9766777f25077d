import { S3Backend, type TerraformStack } from 'cdktf';
import { PROJECT } from './names';
import type { Settings } from './settings';

/** The key of a stack's state in the state bucket. */
export const stateKey = (
  { ENVIRONMENT_SUFFIX }: Pick<Settings, 'ENVIRONMENT_SUFFIX'>,
  stack: string,
): string => `${PROJECT}/${ENVIRONMENT_SUFFIX}/${stack}.tfstate`;

/** Stores a stack's state in the state bucket, with a lock file beside it. */
export function keepRemoteState(stack: TerraformStack, settings: Settings): void {
  new S3Backend(stack, {
    bucket: settings.STATE_BUCKET,
    key: stateKey(settings, stack.node.id),
    region: settings.AWS_REGION,
    encrypt: true,
  });
  // Terraform has lock files in S3 since 1.10; CDKTF 0.21 has no property for them.
  stack.addOverride('terraform.backend.s3.use_lockfile', true);
  stack.addOverride('terraform.required_version', '>= 1.10');
}
