import { environmentSuffix } from '../../lambda/runtime/setting-fields';
import { bucketName, region, shared } from '../setting-rules';

/**
 * A placeholder that is sufficient to synthesize and to review the plan. There cannot be a real default, because a
 * bucket name belongs to one account. The placeholder is not a valid bucket name, so that S3 refuses it.
 */
export const PLACEHOLDER_STATE_BUCKET = 'STATE_BUCKET-is-not-set';

/** The environment as a whole. */
export const environmentSettings = {
  ENVIRONMENT_SUFFIX: shared(environmentSuffix)
    .refine((name) => !/^-|-$/.test(name), 'must not start or end with -, because bucket names end with it')
    .default('dev')
    .meta({
      allowed: '1 to 16 of a-z, 0-9 and -, not starting or ending with -',
      description: 'The name of the environment. One account can hold several.',
    }),
  AWS_REGION: region.default('us-east-1').meta({
    allowed: 'a region of the commercial AWS partition',
    description: 'The region that everything is deployed to.',
  }),
  STATE_BUCKET: bucketName.default(PLACEHOLDER_STATE_BUCKET).meta({
    allowed: 'a bucket name',
    description: 'The bucket for the Terraform state. The default works with `synth` only.',
  }),
  SOURCE_BUCKET: bucketName.optional().meta({
    allowed: 'a bucket name',
    description:
      'An existing bucket to take uploads from. Its configuration is not changed: turn on its EventBridge notifications yourself.',
    none: 'Darkroom creates its own source bucket.',
  }),
};
