import type { Plan } from '../../plan/plan';
import { type AllowedStatement, allStatements } from '../../plan/statements';

/** Actions that AWS does not support on individual resources, with the reason. */
const UNSCOPED: Readonly<Record<string, string>> = {
  'xray:PutTraceSegments': 'X-Ray has no resources to name: a trace belongs to the account',
  'xray:PutTelemetryRecords': 'as above',
};

/** Finds policies with a wildcard in an action, or with an action on all resources. */
export function leastPrivilege(plan: Plan): string[] {
  return allStatements(plan).flatMap((statement) => [...wildActions(statement), ...wildResources(statement)]);
}

const whereOf = ({ policy, sid }: AllowedStatement): string => `${policy.address}${sid && ` (${sid})`}`;

function wildActions(statement: AllowedStatement): string[] {
  return statement.actions
    .filter((action) => action.includes('*'))
    .map(
      (action) =>
        `${whereOf(statement)} allows ${action}, which is too much to review. List the actions that are needed.`,
    );
}

function wildResources(statement: AllowedStatement): string[] {
  const scoped = statement.resources.every((resource) => resource !== '*');
  const unscoped = statement.actions.filter((action) => !(action in UNSCOPED));
  if (scoped || unscoped.length === 0) return [];
  return [`${whereOf(statement)} allows ${unscoped.join(', ')} on every resource. List the resources.`];
}
