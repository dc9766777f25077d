import { functionPackages } from '../../../stacks/function-packages';
import { loadSettings, type SettingSources, type Settings } from '../../../stacks/settings';
import type { Account } from '../account';
import { terraformProblem } from '../terraform';
import { checkNames } from './check-names';
import { checkSourceBucket } from './check-source-bucket';
import { checkStateBucket } from './check-state-bucket';
import { carriedOut, type Finding, failed, ok, skipped } from './finding';

/** What the checks look at. */
export interface PreflightWorld {
  readonly settings: SettingSources;
  /** The folder of the functions' zips. */
  readonly packages: string;
  /** Nothing when there is no Terraform. */
  terraformVersion(): string | undefined;
  /** @throws OperatorError when the account cannot be reached, or is not the one asked for */
  openAccount(region: string): Promise<Account>;
}

/** What has to hold for the state bucket to be made, before anything of it is there. */
export interface Basis {
  readonly findings: readonly Finding[];
  /** Nothing when a check failed. */
  readonly settings?: Settings;
  readonly account?: Account;
}

/** Settings, Terraform, credentials and region. */
export async function checkBasis(world: PreflightWorld): Promise<Basis> {
  const opened: { settings?: Settings; account?: Account } = {};
  const settings = await carriedOut('settings', async () => {
    opened.settings = loadSettings(world.settings);
    return ok('settings', `They are valid; the environment is ${opened.settings.ENVIRONMENT_SUFFIX}.`);
  });
  const account = await carriedOut('account', async () => {
    if (!opened.settings) return skipped('account', 'The settings name the region.');
    const region = opened.settings.AWS_REGION;
    opened.account = await world.openAccount(region);
    return ok('account', `The credentials are of account ${opened.account.id}, and ${region} takes them.`);
  });
  return { findings: [settings, checkTerraform(world.terraformVersion()), account], ...opened };
}

/** Everything that would stop a deployment half-way, looked at before it starts. */
export async function preflight(world: PreflightWorld): Promise<Finding[]> {
  const { findings, settings, account } = await checkBasis(world);
  const packages = await carriedOut('packages', async () => {
    functionPackages(world.packages);
    return ok('packages', 'The functions are bundled.');
  });
  if (!settings || !account) {
    const reason = 'Nobody can be asked before the above is mended.';
    return [...findings, packages, skipped('state bucket', reason), skipped('names', reason)];
  }
  const stateBucket = await carriedOut('state bucket', () => checkStateBucket(settings, account));
  const names =
    stateBucket.outcome === 'ok'
      ? await carriedOut('names', () => checkNames(settings, account))
      : skipped('names', 'What is deployed already is written in the state bucket.');
  const source = settings.SOURCE_BUCKET;
  const imported = source
    ? [await carriedOut('source bucket', () => checkSourceBucket(source, account))]
    : [];
  return [...findings, packages, stateBucket, names, ...imported];
}

function checkTerraform(version: string | undefined): Finding {
  const problem = terraformProblem(version);
  return problem ? failed('terraform', problem) : ok('terraform', `Version ${version}.`);
}
