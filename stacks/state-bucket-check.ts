import { invokingTerraformVerb } from './invoking-command';
import { PLACEHOLDER_STATE_BUCKET, type Settings } from './settings-schema';

/** Terraform was to be run without a state bucket. */
export class StateBucketNotSetError extends Error {
  override readonly name = 'StateBucketNotSetError';

  constructor(verb: string) {
    super(
      [
        `STATE_BUCKET is not set, so cdktf ${verb} would not know where to keep the Terraform state.`,
        'Choose a bucket name that is unique in the world, make the bucket once, then go on:',
        '  export STATE_BUCKET=your-company-darkroom-state',
        '  npm run bootstrap',
        'Nothing was changed.',
      ].join('\n'),
    );
  }
}

/**
 * Refuses to synthesize for a command that runs Terraform while the state bucket is the placeholder. Where
 * that command cannot be found out, the placeholder still stops Terraform, because no bucket can have it
 * for a name.
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
