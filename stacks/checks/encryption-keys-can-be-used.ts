import { blockList, type Plan, type PlannedResource } from '../../plan/plan';
import { policyStatements } from '../../plan/policy-statements';
import { allStatements, statementsOfFunction } from '../../plan/statements';

/** The permissions to read and write encrypted data. */
const NEEDED = ['kms:Decrypt', 'kms:GenerateDataKey'];

interface Encrypted {
  readonly resource: PlannedResource;
  /** The ARN of the key, or a reference to it. */
  readonly key: string;
  /** The resource that contains `key`. */
  readonly from: PlannedResource;
}

/**
 * Finds principals that read or write an encrypted bucket, queue, topic or table, but may not use its key. AWS would
 * refuse their requests, with an error that names only the key.
 */
export function encryptionKeysCanBeUsed(plan: Plan): string[] {
  return encryptedResources(plan).flatMap((encrypted) => [
    ...functionProblems(encrypted, plan),
    ...serviceProblems(encrypted, plan),
  ]);
}

function encryptedResources(plan: Plan): Encrypted[] {
  const direct = plan
    .resources('aws_sqs_queue', 'aws_sns_topic', 'aws_dynamodb_table')
    .flatMap((resource) => {
      const { kms_master_key_id: id, server_side_encryption: table } = resource.attributes;
      const key = id ?? blockList(table)[0]?.kms_key_arn;
      return typeof key === 'string' ? [{ resource, key, from: resource }] : [];
    });
  const buckets = plan.resources('aws_s3_bucket_server_side_encryption_configuration').flatMap((from) => {
    const [resource] = plan.referenced(from.attributes.bucket, from);
    const [rule] = blockList(from.attributes.rule);
    const key = blockList(rule?.apply_server_side_encryption_by_default)[0]?.kms_master_key_id;
    return resource && typeof key === 'string' ? [{ resource, key, from }] : [];
  });
  return [...direct, ...buckets];
}

function functionProblems({ resource, key, from }: Encrypted, plan: Plan): string[] {
  return plan.resources('aws_lambda_function').flatMap((fn) => {
    const statements = statementsOfFunction(plan, fn);
    const touches = statements.some(({ resources, policy }) =>
      resources.some((each) => plan.refers(each, policy, resource)),
    );
    if (!touches) return [];
    const missing = NEEDED.filter(
      (action) =>
        !statements.some(
          ({ actions, resources, policy }) =>
            actions.includes(action) && resources.some((each) => isKey(each, policy, key, from, plan)),
        ),
    );
    if (missing.length === 0) return [];
    return [
      `${fn.address} uses ${resource.address}, which is encrypted, but may not ${missing.join(', ')} with its key: AWS would refuse its requests. Grant it the use of the key.`,
    ];
  });
}

/** Finds services that the policy of a resource admits, but the policy of its key does not. */
function serviceProblems({ resource, key, from }: Encrypted, plan: Plan): string[] {
  const keys = plan.referenced(key, from).filter(({ type }) => type === 'aws_kms_key');
  const admitted = allStatements(plan)
    .filter(({ resources, policy }) => resources.some((each) => plan.refers(each, policy, resource)))
    .flatMap(({ services, actions }) => services.map((service) => ({ service, needed: neededFor(actions) })));
  return keys.flatMap((each) => {
    const problems = admitted
      .filter(({ service, needed }) => !mayUse(service, needed, each))
      .map(
        ({ service, needed }) =>
          `${service} uses ${resource.address}, which is encrypted with ${each.address}, whose policy does not admit it: AWS would refuse its requests. Admit it to ${needed.join(' and ')}.`,
      );
    return [...new Set(problems)];
  });
}

/** A service that only reads does not generate data keys. */
const neededFor = (actions: readonly string[]): readonly string[] =>
  actions.every((action) => /:(Get|List)/.test(action)) ? ['kms:Decrypt'] : NEEDED;

function mayUse(service: string, needed: readonly string[], { attributes }: PlannedResource): boolean {
  return policyStatements(attributes.policy).some(
    ({ effect, services, actions }) =>
      effect === 'Allow' && services.includes(service) && needed.every((action) => actions.includes(action)),
  );
}

function isKey(
  text: string,
  policy: PlannedResource,
  key: string,
  from: PlannedResource,
  plan: Plan,
): boolean {
  const keys = plan.referenced(key, from);
  return keys.length > 0 ? keys.some((each) => plan.refers(text, policy, each)) : text === key;
}
