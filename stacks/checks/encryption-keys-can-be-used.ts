import { blockList, type Plan, type PlannedResource } from '../../plan/plan';
import { allStatements, statementsOfFunction } from '../../plan/statements';

/** What a reader and a writer of encrypted data need. */
const NEEDED = ['kms:Decrypt', 'kms:GenerateDataKey'];

interface Encrypted {
  readonly resource: PlannedResource;
  /** The key's ARN, or a reference to it, and the resource that contains it. */
  readonly key: string;
  readonly from: PlannedResource;
}

/**
 * Each principal that reads or writes an encrypted bucket, queue, topic or table must be allowed to use its key. AWS refuses
 * the request otherwise, with an error that names the key only.
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

/** Services that a queue's or topic's policy admits, against the policy of a key of this plan. */
function serviceProblems({ resource, key, from }: Encrypted, plan: Plan): string[] {
  const keys = plan.referenced(key, from).filter(({ type }) => type === 'aws_kms_key');
  const senders = allStatements(plan)
    .filter(({ resources, policy }) => resources.some((each) => plan.refers(each, policy, resource)))
    .flatMap(({ services }) => services);
  return keys.flatMap((each) => {
    const admitted = servicesOf(each);
    return [...new Set(senders)]
      .filter((service) => !admitted.includes(service))
      .map(
        (service) =>
          `${service} sends to ${resource.address}, which is encrypted with ${each.address}, whose policy does not admit it: its messages would be lost. Admit it to kms:Decrypt and kms:GenerateDataKey.`,
      );
  });
}

function servicesOf({ attributes }: PlannedResource): string[] {
  const { Statement } = JSON.parse(String(attributes.policy)) as {
    Statement: { Principal?: { Service?: string | string[] }; Action: string | string[] }[];
  };
  return Statement.filter(({ Action }) => NEEDED.every((action) => [Action].flat().includes(action))).flatMap(
    ({ Principal }) => [Principal?.Service ?? []].flat(),
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
