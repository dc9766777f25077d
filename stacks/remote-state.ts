import { S3Backend, type TerraformStack } from 'cdktf';
import { PROJECT } from './names';
import type { Settings } from './settings';

/** Where in the state bucket the state of a stack is. */
export const stateKey = (
  { ENVIRONMENT_SUFFIX }: Pick<Settings, 'ENVIRONMENT_SUFFIX'>,
  stack: string,
): string => `${PROJECT}/${ENVIRONMENT_SUFFIX}/${stack}.tfstate`;

/**
 * Keeps a stack's state in the state bucket, under `<project>/<environment>/<stack>.tfstate`, locked by a
 * file beside it.
 */
export function keepRemoteState(stack: TerraformStack, settings: Settings): void {
  new S3Backend(stack, {
    bucket: settings.STATE_BUCKET,
    key: stateKey(settings, stack.node.id),
    region: settings.AWS_REGION,
    encrypt: true,
  });
  // CDKTF 0.21 has no property for S3's own lock file, which Terraform knows since 1.10.
  stack.addOverride('terraform.backend.s3.use_lockfile', true);
  stack.addOverride('terraform.required_version', '>= 1.10');
}
