import { GetAccountSettingsCommand } from '@aws-sdk/client-lambda';
import type { Settings } from '../../../stacks/settings';
import type { Account } from '../account';
import { type Finding, ok, warned } from './finding';

const CHECK = 'concurrency';
/** Concurrent executions to leave for the API while uploads are processed. */
const FOR_THE_API = 10;

/** Compares MAX_CONCURRENCY with the account's quota: new accounts have 10 concurrent executions in all. */
export async function checkConcurrency(settings: Settings, account: Account): Promise<Finding> {
  const { AccountLimit: limit } = await account.lambda.send(new GetAccountSettingsCommand({}));
  const free = limit?.UnreservedConcurrentExecutions ?? limit?.ConcurrentExecutions;
  if (free === undefined)
    return ok(CHECK, 'AWS does not report how many functions may run at the same time.');
  const needed = settings.MAX_CONCURRENCY + FOR_THE_API;
  return free >= needed
    ? ok(CHECK, `${free} functions may run at the same time.`)
    : warned(
        CHECK,
        `Only ${free} functions of the account may run at the same time, so uploads can leave none for the API: lower MAX_CONCURRENCY (${settings.MAX_CONCURRENCY}), or request a quota of ${needed} for Lambda's concurrent executions.`,
      );
}
