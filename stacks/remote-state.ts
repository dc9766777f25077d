import { S3Backend, type TerraformStack } from 'cdktf';
import { PROJECT } from './names';
import type { Settings } from './settings';

/** The key of the state of a stack in the state bucket. */
export const stateKey = (
  { ENVIRONMENT_SUFFIX }: Pick<Settings, 'ENVIRONMENT_SUFFIX'>,
  stack: string,
): string => `${PROJECT}/${ENVIRONMENT_SUFFIX}/${stack}.tfstate`;

/** Stores the state of a stack, and its lock file, in the state bucket. */
export function keepRemoteState(stack: TerraformStack, settings: Settings): void {
  new S3Backend(stack, {
    bucket: settings.STATE_BUCKET,
    key: stateKey(settings, stack.node.id),
    region: settings.AWS_REGION,
    encrypt: true,
  });
  // Terraform supports lock files in S3 since 1.10. CDKTF 0.21 has no property for them.
  stack.addOverride('terraform.backend.s3.use_lockfile', true);
  stack.addOverride('terraform.required_version', '>= 1.10');
}
