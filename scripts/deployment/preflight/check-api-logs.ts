import { GetAccountCommand } from '@aws-sdk/client-api-gateway';
import { resourceNames } from '../../../stacks/names';
import type { Settings } from '../../../stacks/settings';
import type { Account } from '../account';
import { type Finding, failed, ok } from './finding';

const CHECK = 'API logs';

/**
 * Checks the role with which API Gateway writes logs. There is one per account and region, so two environments that both
 * manage it would replace each other's at every deployment.
 */
export async function checkApiLogs(settings: Settings, account: Account): Promise<Finding> {
  const { cloudwatchRoleArn: arn } = await account.apiGateway.send(new GetAccountCommand({}));
  const role = arn?.split('/').at(-1);
  const { apiLogsRole } = resourceNames(settings);
  if (settings.API_ACCESS_LOGS === 'managed' && role !== undefined && role !== apiLogsRole) {
    return failed(
      CHECK,
      `API Gateway in account ${account.id} already writes logs with the role ${role}, which this environment would replace: set API_ACCESS_LOGS=account.`,
    );
  }
  if (settings.API_ACCESS_LOGS === 'account' && role === undefined) {
    return failed(
      CHECK,
      `API_ACCESS_LOGS is account, but API Gateway in account ${account.id} has no role for logs: set API_ACCESS_LOGS=managed, or off.`,
    );
  }
  return ok(
    CHECK,
    role === undefined ? 'API Gateway has no role for logs yet.' : `Written with the role ${role}.`,
  );
}
