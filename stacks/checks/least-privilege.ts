import type { Plan } from '../../plan/plan';
import { type AllowedStatement, allStatements } from '../../plan/statements';

/** Actions that AWS offers on no single resource, and why. */
const UNSCOPED: Readonly<Record<string, string>> = {
  'xray:PutTraceSegments': 'X-Ray has no resources to name: a trace belongs to the account',
  'xray:PutTelemetryRecords': 'as above',
};

/** No role may do everything of anything, nor anything to everything. */
export function leastPrivilege(plan: Plan): string[] {
  return allStatements(plan).flatMap((statement) => [...wildActions(statement), ...wildResources(statement)]);
}

const whereOf = ({ policy, sid }: AllowedStatement): string => `${policy.address}${sid && ` (${sid})`}`;

function wildActions(statement: AllowedStatement): string[] {
  return statement.actions
    .filter((action) => action.includes('*'))
    .map(
      (action) =>
        `${whereOf(statement)} allows ${action}: more than anybody can review. Name the actions that are called.`,
    );
}

function wildResources(statement: AllowedStatement): string[] {
  const scoped = statement.resources.every((resource) => resource !== '*');
  const unscoped = statement.actions.filter((action) => !(action in UNSCOPED));
  if (scoped || unscoped.length === 0) return [];
  return [`${whereOf(statement)} allows ${unscoped.join(', ')} on every resource. Name the resources.`];
}
