import { EXIT, OperatorError } from '../../cli/exit-codes';
import type { BucketSituation } from '../bucket-situation';
import { refusedBucket } from '../preflight/check-state-bucket';

/** The step that provides the state bucket. */
export type BootstrapStep =
  /** The name is free: Terraform creates the bucket. */
  | 'make'
  /** Darkroom created it, and the local state has it: Terraform verifies its configuration. */
  | 'keep'
  /** Darkroom created it from another checkout: download the local state first. */
  | 'fetch'
  /** It belongs to the account, but Darkroom did not create it: use it unchanged. */
  | 'use'
  /** The same, but Darkroom manages it from now on. */
  | 'adopt';

export interface BootstrapFacts {
  readonly bucket: string;
  readonly region: string;
  readonly accountId: string;
  readonly situation: BucketSituation;
  /** The bucket in the local state. */
  readonly locallyKnown: string | undefined;
  readonly hasCopy: boolean;
  /** `--adopt` */
  readonly adopt: boolean;
}

/** @throws OperatorError when the bucket cannot be the state bucket */
export function chooseStep(facts: BootstrapFacts): BootstrapStep {
  const { bucket, region, accountId, situation, locallyKnown, hasCopy, adopt } = facts;
  if (situation.kind === 'free') return 'make';
  if (situation.kind === 'refused') throw new OperatorError(refusedBucket(bucket, accountId), EXIT.findings);
  if (situation.region !== region) {
    throw new OperatorError(
      `${bucket} is in ${situation.region}, not in ${region}: set AWS_REGION=${situation.region}, or choose another STATE_BUCKET.`,
      EXIT.findings,
    );
  }
  if (locallyKnown === bucket) return 'keep';
  if (hasCopy) return 'fetch';
  return adopt ? 'adopt' : 'use';
}
