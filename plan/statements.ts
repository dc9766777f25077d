import type { Plan, PlannedResource } from './plan';

/** One allow statement of a policy in the plan. */
export interface AllowedStatement {
  /** The resource that contains the policy. */
  readonly policy: PlannedResource;
  readonly sid: string;
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  /** The services that the statement admits. */
  readonly services: readonly string[];
  /** The condition keys, as written in the policy. */
  readonly conditionKeys: readonly string[];
}

interface JsonStatement {
  readonly Sid?: string;
  readonly Effect: string;
  readonly Principal?: string | { readonly Service?: string | readonly string[] };
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly Action?: string | readonly string[];
  readonly Resource?: string | readonly string[];
}

const IDENTITY_POLICIES = ['aws_iam_role_policy', 'aws_iam_policy'];
const RESOURCE_POLICIES = ['aws_s3_bucket_policy', 'aws_sqs_queue_policy', 'aws_sns_topic_policy'];

const listed = (value: string | readonly string[] | undefined): readonly string[] =>
  value === undefined ? [] : [value].flat();

function statementsOf(policy: PlannedResource): AllowedStatement[] {
  const document = JSON.parse(String(policy.attributes.policy)) as { Statement: readonly JsonStatement[] };
  return document.Statement.filter(({ Effect }) => Effect === 'Allow').map((statement) => ({
    policy,
    sid: statement.Sid ?? '',
    actions: listed(statement.Action),
    resources: listed(statement.Resource),
    services: typeof statement.Principal === 'object' ? listed(statement.Principal.Service) : [],
    conditionKeys: Object.values(statement.Condition ?? {}).flatMap((keys) => Object.keys(keys)),
  }));
}

/** The allow statements of all roles in the plan. */
export const identityStatements = (plan: Plan): AllowedStatement[] =>
  plan.resources(...IDENTITY_POLICIES).flatMap(statementsOf);

/** The allow statements of all roles and all resource policies in the plan. */
export const allStatements = (plan: Plan): AllowedStatement[] => [
  ...identityStatements(plan),
  ...plan.resources(...RESOURCE_POLICIES).flatMap(statementsOf),
];

/** The allow statements of the role of a function. */
export function statementsOfFunction(plan: Plan, fn: PlannedResource): AllowedStatement[] {
  const roles = plan.referenced(fn.attributes.role, fn);
  return identityStatements(plan).filter(({ policy }) =>
    plan.referenced(policy.attributes.role, policy).some((role) => roles.includes(role)),
  );
}
