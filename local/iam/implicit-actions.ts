import type { FunctionDeclaration } from '../../plan/topology/functions';
import type { Topology } from '../../plan/topology/topology';
import type { Authorizer } from './authorizer';
import type { Account, RequestedAction } from './requested-action';

/*
 * Actions that AWS performs as a function's role, without a request to the twin. They are decided, too: without these
 * permissions there would be no logs, no traces and no batches.
 */

/** Lambda creates a log stream for each process, and writes to it. */
export function loggingActions({ logGroup }: FunctionDeclaration, account: Account): RequestedAction[] {
  const resource = `arn:aws:logs:${account.region}:${account.accountId}:log-group:${logGroup}:log-stream:local`;
  return ['logs:CreateLogStream', 'logs:PutLogEvents'].map((action) => ({ action, resource }));
}

/** The actions of X-Ray have no resources. */
export const tracingActions = ({ tracing }: FunctionDeclaration): RequestedAction[] =>
  tracing
    ? ['xray:PutTraceSegments', 'xray:PutTelemetryRecords'].map((action) => ({ action, resource: '*' }))
    : [];

/** Lambda reads the attributes of a queue when a mapping is created, as the function's role. */
export async function decideMappings(
  { eventSourceMappings, functions }: Pick<Topology, 'eventSourceMappings' | 'functions'>,
  authorizer: Authorizer,
): Promise<void> {
  for (const { functionArn, queueArn } of eventSourceMappings) {
    const roleArn = functions.find(({ arn }) => arn === functionArn)?.roleArn;
    const role = authorizer.roles.find(({ arn }) => arn === roleArn);
    if (role) await authorizer.decide(role, [{ action: 'sqs:GetQueueAttributes', resource: queueArn }]);
  }
}
