import type { Settings } from '../../../stacks/settings';
import type { Account } from '../account';
import { bucketSituation } from '../bucket-situation';
import { checkStateBucket } from '../preflight/check-state-bucket';
import type { Finding } from '../preflight/finding';
import { type BootstrapStep, chooseStep } from './choose-step';
import type { LocalState } from './local-state';
import type { TerraformRuns } from './run-terraform';
import { readStateCopy, saveStateCopy } from './state-copy';

export interface Bootstrap {
  readonly settings: Settings;
  readonly account: Account;
  readonly local: LocalState;
  readonly terraform: TerraformRuns;
}

/**
 * Determines the next step. Only sets aside the local state of another bucket.
 * @throws OperatorError when the bucket cannot be the state bucket
 */
export async function planBootstrap(
  { settings, account, local }: Bootstrap,
  adopt: boolean,
): Promise<BootstrapStep> {
  const { STATE_BUCKET: bucket, AWS_REGION: region } = settings;
  const situation = await bucketSituation(account.s3, bucket, account.id);
  const isOurs = situation.kind === 'ours';
  local.switchTo(bucket);
  return chooseStep({
    bucket,
    region,
    accountId: account.id,
    situation,
    locallyKnown: local.bucket(),
    hasCopy: isOurs && (await readStateCopy(account.s3, bucket)) !== undefined,
    adopt,
  });
}

/** Carries out a step, stores a copy of the local state in the bucket, and checks the bucket. */
export async function carryOut(step: BootstrapStep, bootstrap: Bootstrap): Promise<Finding> {
  const { settings, account, local, terraform } = bootstrap;
  const { STATE_BUCKET: bucket } = settings;
  if (step !== 'use') {
    if (step === 'fetch') local.write((await readStateCopy(account.s3, bucket)) ?? '');
    if (step === 'adopt') terraform.importBucket(bucket);
    terraform.deploy();
    const state = local.read();
    if (state !== undefined) await saveStateCopy(account.s3, bucket, state);
  }
  return checkStateBucket(settings, account);
}
