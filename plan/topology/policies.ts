import { z } from 'zod';
import type { AppliedPlan } from '../applied-plan';
import { declarationSchema, jsonText, readAttributes, readDeclarations } from './declaration';

/** An IAM or resource policy, as JSON. */
export type PolicyDocument = Readonly<Record<string, unknown>>;

export interface RoleDeclaration {
  readonly name: string;
  readonly arn: string;
  readonly policies: readonly { readonly name: string; readonly policy: PolicyDocument }[];
}

/** Policies of resources, by the ARN of the resource. */
export type ResourcePolicies = ReadonlyMap<string, PolicyDocument>;

const policyText = jsonText(z.record(z.string(), z.unknown()));

const role = declarationSchema({ name: z.string(), assume_role_policy: policyText });
const rolePolicy = declarationSchema({ name: z.string(), role: z.string(), policy: policyText });

/** The roles, each with its policies. */
export function readRoles(plan: AppliedPlan): RoleDeclaration[] {
  const policies = readAttributes(plan, 'aws_iam_role_policy', rolePolicy);
  return readDeclarations(plan, 'aws_iam_role', role, (read, resource) => ({
    name: read.name,
    arn: resource.computed('arn'),
    policies: policies
      .filter((other) => other.role === read.name)
      .map(({ name, policy }) => ({ name, policy })),
  }));
}

const bucketPolicy = declarationSchema({ bucket: z.string(), policy: policyText });
const queuePolicy = declarationSchema({ queue_url: z.string(), policy: policyText });
const topicPolicy = declarationSchema({ arn: z.string(), policy: policyText });
const permission = declarationSchema({
  statement_id: z.string(),
  action: z.string(),
  function_name: z.string(),
  principal: z.string(),
  source_arn: z.string().optional(),
  source_account: z.string().optional(),
});

/**
 * The policies of buckets, queues, topics and functions, which admit services and roles of the same account. A stack
 * can replace the policy of a bucket in an earlier stack.
 */
export function readResourcePolicies(plan: AppliedPlan): ResourcePolicies {
  const queues = new Map(
    plan.resources('aws_sqs_queue').map((queue) => [queue.computed('url'), queue.computed('arn')]),
  );
  const functions = new Map(
    plan
      .resources('aws_lambda_function')
      .map((fn) => [String(fn.attributes.function_name), fn.computed('arn')]),
  );
  const arnOfFunction = (name: string) => functions.get(name) ?? name;
  return new Map<string, PolicyDocument>([
    ...readDeclarations(plan, 'aws_s3_bucket_policy', bucketPolicy, ({ bucket, policy }) =>
      pair(`arn:aws:s3:::${bucket}`, policy),
    ),
    ...readDeclarations(plan, 'aws_sqs_queue_policy', queuePolicy, ({ queue_url: url, policy }) =>
      pair(queues.get(url) ?? url, policy),
    ),
    ...readDeclarations(plan, 'aws_sns_topic_policy', topicPolicy, ({ arn, policy }) => pair(arn, policy)),
    ...permissionPolicies(
      readDeclarations(plan, 'aws_lambda_permission', permission, (read) => ({
        functionArn: arnOfFunction(read.function_name),
        statement: statementOf(read, arnOfFunction(read.function_name)),
      })),
    ),
  ]);
}

const pair = (arn: string, policy: PolicyDocument): [string, PolicyDocument] => [arn, policy];

/** Combines the permissions of a function into one policy, as Lambda does. */
function permissionPolicies(
  permissions: readonly { readonly functionArn: string; readonly statement: object }[],
): [string, PolicyDocument][] {
  const arns = [...new Set(permissions.map(({ functionArn }) => functionArn))];
  return arns.map((arn) => {
    const statements = permissions.filter(({ functionArn }) => functionArn === arn);
    return pair(arn, { Version: '2012-10-17', Statement: statements.map(({ statement }) => statement) });
  });
}

const statementOf = (read: z.output<typeof permission>, functionArn: string): object => ({
  Sid: read.statement_id,
  Effect: 'Allow',
  Principal: { Service: read.principal },
  Action: read.action,
  Resource: functionArn,
  Condition: {
    ...(read.source_arn && { ArnLike: { 'AWS:SourceArn': read.source_arn } }),
    ...(read.source_account && { StringEquals: { 'AWS:SourceAccount': read.source_account } }),
  },
});
