import type { Plan, PlannedResource } from '../../plan/plan';
import { type PolicyStatement, policyStatements } from '../../plan/policy-statements';
import { NamesInPlan } from './names-in-plan';

/** The permissions that a holder gains and loses, as text. Equal texts mean equal permissions. */
export interface PermissionChange {
  /** A role, or the resource with the policy. */
  readonly holder: string;
  readonly gained: readonly string[];
  readonly lost: readonly string[];
}

/** The attribute with the policy of each resource type, and the attribute with its holder. */
const POLICIES: Readonly<
  Record<string, { readonly attribute: string; readonly of: string; readonly as: string }>
> = {
  aws_iam_role_policy: { attribute: 'policy', of: 'role', as: 'role' },
  aws_iam_role: { attribute: 'assume_role_policy', of: 'name', as: 'role' },
  aws_s3_bucket_policy: { attribute: 'policy', of: 'bucket', as: 'bucket' },
  aws_sqs_queue_policy: { attribute: 'policy', of: 'queue_url', as: 'queue' },
  aws_sns_topic_policy: { attribute: 'policy', of: 'arn', as: 'topic' },
};

/** The differences in permissions between two versions. */
export function permissionChanges(base: Plan, head: Plan): PermissionChange[] {
  const [before, after] = [permissionsOf(base), permissionsOf(head)];
  return [...new Set([...before.keys(), ...after.keys()])].sort().flatMap((holder) => {
    const [old, current] = [before.get(holder) ?? new Set<string>(), after.get(holder) ?? new Set<string>()];
    const gained = [...current].filter((permission) => !old.has(permission));
    const lost = [...old].filter((permission) => !current.has(permission));
    return gained.length + lost.length > 0 ? [{ holder, gained, lost }] : [];
  });
}

function permissionsOf(plan: Plan): Map<string, Set<string>> {
  const names = new NamesInPlan(plan);
  const found = new Map<string, Set<string>>();
  for (const resource of plan.managed) {
    const resolve: Resolve = (text) => names.resolve(text, resource.stack);
    for (const [holder, permission] of permissionsIn(resource, resolve)) {
      found.set(holder, (found.get(holder) ?? new Set()).add(permission));
    }
  }
  return found;
}

type Resolve = (text: string) => string;

/** The pairs of holder and permission of one resource. */
function permissionsIn({ type, attributes }: PlannedResource, resolve: Resolve): [string, string][] {
  const text = (name: string) => resolve(String(attributes[name] ?? ''));
  if (type === 'aws_iam_role_policy_attachment') {
    return [[`role ${text('role')}`, `has the policy \`${text('policy_arn')}\``]];
  }
  if (type === 'aws_lambda_permission') {
    const from = attributes.source_arn ? ` from \`${text('source_arn')}\`` : '';
    return [
      [`function ${text('function_name')}`, `\`${text('principal')}\` may \`${text('action')}\`${from}`],
    ];
  }
  const where = POLICIES[type];
  const policy = where && attributes[where.attribute];
  if (!where || typeof policy !== 'string' || policy === '') return [];
  const holder = `${where.as} ${text(where.of)}`;
  return policyStatements(policy).flatMap((statement) =>
    inWords(statement, resolve).map((permission): [string, string] => [holder, permission]),
  );
}

/** One permission per action and resource, so that additions to a list are visible. */
function inWords(statement: PolicyStatement, resolve: Resolve): string[] {
  const who = statement.principal === undefined ? '' : `\`${principal(statement.principal)}\` `;
  const verb = statement.effect === 'Deny' ? 'must not' : 'may';
  const condition = statement.conditions ? ` if \`${resolve(JSON.stringify(statement.conditions))}\`` : '';
  const resources = statement.resources.map((resource) => ` on \`${resolve(resource)}\``);
  return statement.actions.flatMap((action) =>
    (resources.length > 0 ? resources : ['']).map(
      (resource) => `${who}${verb} \`${action}\`${resource}${condition}`,
    ),
  );
}

const principal = (value: unknown): string =>
  typeof value === 'string' ? value : Object.values(Object(value)).flat().join(', ');
