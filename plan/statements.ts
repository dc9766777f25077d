import type { Plan, PlannedResource } from './plan';
import { type PolicyStatement, policyStatements } from './policy-statements';

/** One allow statement of a policy in the plan. */
export interface AllowedStatement extends PolicyStatement {
  /** The resource that contains the policy. */
  readonly policy: PlannedResource;
}

const IDENTITY_POLICIES = ['aws_iam_role_policy', 'aws_iam_policy'];
const RESOURCE_POLICIES = ['aws_s3_bucket_policy', 'aws_sqs_queue_policy', 'aws_sns_topic_policy'];

const statementsOf = (policy: PlannedResource): AllowedStatement[] =>
  policyStatements(policy.attributes.policy)
    .filter(({ effect }) => effect === 'Allow')
    .map((statement) => ({ policy, ...statement }));

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
