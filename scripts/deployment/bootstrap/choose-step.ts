import { EXIT, OperatorError } from '../../cli/exit-codes';
import type { BucketSituation } from '../bucket-situation';
import { refusedBucket } from '../preflight/check-state-bucket';

/** What there is to do about the state bucket. */
export type BootstrapStep =
  /** Nobody has the name: Terraform makes the bucket. */
  | 'make'
  /** It was made by us, and the local state knows it: Terraform makes sure that it is as declared. */
  | 'keep'
  /** It was made by us on another machine: the local state is fetched from it first. */
  | 'fetch'
  /** It is the account's own but not our making: it is used as it is. */
  | 'use'
  /** As `use`, but it is to be managed by us from now on. */
  | 'adopt';

export interface BootstrapFacts {
  readonly bucket: string;
  readonly region: string;
  readonly accountId: string;
  readonly situation: BucketSituation;
  /** The bucket that the local state knows. */
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
