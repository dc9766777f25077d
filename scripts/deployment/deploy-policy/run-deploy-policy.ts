import { projectSettings } from '../../cli/project';
import { synthesizedPlan } from '../../cli/synthesized-plan';
import { openTerminal } from '../../cli/terminal';
import { deployPolicy } from './deploy-policy';

export interface DeployPolicyOptions {
  /** 12 digits. */
  readonly account: string;
}

/** Prints the IAM policy of a role that deploys the environment. */
export function runDeployPolicy({ account }: DeployPolicyOptions): void {
  const settings = projectSettings();
  const policy = deployPolicy(synthesizedPlan(settings), {
    accountId: account,
    region: settings.AWS_REGION,
    environment: settings.ENVIRONMENT_SUFFIX,
    stateBucket: settings.STATE_BUCKET,
  });
  openTerminal(false).result(JSON.stringify(policy, null, 2).split('\n'), policy);
}
