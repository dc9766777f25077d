import { functionPackages } from '../../../stacks/function-packages';
import { loadSettings, type Settings } from '../../../stacks/settings';
import type { Account } from '../account';
import type { Machine } from '../machine';
import { terraformProblem } from '../terraform';
import { checkApiLogs } from './check-api-logs';
import { checkConcurrency } from './check-concurrency';
import { checkNames } from './check-names';
import { checkSourceBucket } from './check-source-bucket';
import { checkStateBucket } from './check-state-bucket';
import { carriedOut, type Finding, failed, ok, skipped } from './finding';

/** The prerequisites of creating the state bucket. */
export interface Prerequisites {
  readonly findings: readonly Finding[];
  /** Absent when a check failed. */
  readonly settings?: Settings;
  readonly account?: Account;
}

/** Checks settings, Terraform, credentials and region. */
export async function checkPrerequisites(machine: Machine): Promise<Prerequisites> {
  const opened: { settings?: Settings; account?: Account } = {};
  const settings = await carriedOut('settings', async () => {
    opened.settings = loadSettings(machine.settings);
    return ok('settings', `Valid, for the environment ${opened.settings.ENVIRONMENT_SUFFIX}.`);
  });
  const account = await carriedOut('account', async () => {
    if (!opened.settings) return skipped('account', 'The settings, which name the region, are invalid.');
    const region = opened.settings.AWS_REGION;
    opened.account = await machine.openAccount(region);
    return ok(
      'account',
      `The credentials belong to account ${opened.account.id}, and ${region} accepts them.`,
    );
  });
  return { findings: [settings, checkTerraform(machine.terraformVersion()), account], ...opened };
}

/** Checks everything that would stop a deployment halfway. */
export async function preflight(machine: Machine): Promise<Finding[]> {
  const { findings, settings, account } = await checkPrerequisites(machine);
  const packages = await carriedOut('packages', async () => {
    functionPackages(machine.packages);
    return ok('packages', 'The functions are bundled.');
  });
  if (!settings || !account) {
    const reason = 'Fix the problems above first.';
    return [...findings, packages, skipped('state bucket', reason), skipped('names', reason)];
  }
  const stateBucket = await carriedOut('state bucket', () => checkStateBucket(settings, account));
  const names =
    stateBucket.outcome === 'ok'
      ? await carriedOut('names', () => checkNames(settings, account))
      : skipped('names', 'The state bucket, which records the deployed names, is not available.');
  const source = settings.SOURCE_BUCKET;
  const imported = source
    ? [await carriedOut('source bucket', () => checkSourceBucket(source, account))]
    : [];
  const apiLogs = await carriedOut('API logs', () => checkApiLogs(settings, account));
  const concurrency = await carriedOut('concurrency', () => checkConcurrency(settings, account));
  return [...findings, packages, stateBucket, names, ...imported, apiLogs, concurrency];
}

function checkTerraform(version: string | undefined): Finding {
  const problem = terraformProblem(version);
  return problem ? failed('terraform', problem) : ok('terraform', `Version ${version}.`);
}
