import { invokingTerraformVerb } from './invoking-command';
import { PLACEHOLDER_STATE_BUCKET } from './setting-groups/environment';
import type { Settings } from './settings-schema';

/** A command that runs Terraform needs `STATE_BUCKET`, which is not set. */
export class StateBucketNotSetError extends Error {
  override readonly name = 'StateBucketNotSetError';

  constructor(verb: string) {
    super(
      [
        `STATE_BUCKET is not set, so cdktf ${verb} has no bucket to keep the Terraform state in.`,
        'Choose a bucket name that nobody else uses, create the bucket once, then try again:',
        '  export STATE_BUCKET=your-company-darkroom-state',
        '  npm run bootstrap',
        'Nothing was changed.',
      ].join('\n'),
    );
  }
}

/**
 * Refuses to synthesize for a command that runs Terraform while the state bucket is the placeholder.
 * @throws StateBucketNotSetError
 */
export function requireStateBucket(
  { STATE_BUCKET: bucket }: Pick<Settings, 'STATE_BUCKET'>,
  findVerb: () => string | undefined = invokingTerraformVerb,
): void {
  if (bucket !== PLACEHOLDER_STATE_BUCKET) return;
  const verb = findVerb();
  if (verb) throw new StateBucketNotSetError(verb);
}
