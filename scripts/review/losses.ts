import type { ResourceChange } from './resource-changes';

/** Resources whose destruction loses data permanently. */
const DATA: Readonly<Record<string, string>> = {
  aws_s3_bucket: 'every object in it',
  aws_dynamodb_table: 'every record in it',
  aws_kms_key: 'everything that is encrypted with it',
  aws_sqs_queue: 'every message waiting in it',
  aws_cloudwatch_event_archive: 'every event in it',
};

/** The consequences of destroying or replacing a resource. */
const CONSEQUENCES: Readonly<Record<string, string>> = {
  aws_cloudwatch_log_group: 'its logs are lost',
  aws_sns_topic: 'subscribers have to confirm their subscription again',
  aws_sns_topic_subscription: 'subscribers have to confirm their subscription again',
  aws_api_gateway_rest_api: 'its address changes',
  aws_s3_bucket_versioning: 'overwritten and deleted objects are no longer kept',
  aws_s3_bucket_public_access_block: 'nothing prevents the bucket from becoming public',
  aws_s3_bucket_server_side_encryption_configuration:
    'the bucket falls back to the encryption of the account',
};

const isDestroyed = ({ action }: ResourceChange): boolean => action === 'remove' || action === 'replace';

/** The data that a change would lose permanently; undefined when it loses none. */
export const dataLost = (change: ResourceChange): string | undefined =>
  isDestroyed(change) ? DATA[change.type] : undefined;

/** The protection that stops Terraform from destroying a resource; undefined without one. */
export function protectionOf({ action, type, before, after }: ResourceChange): string | undefined {
  const { prevent_destroy: isKept } = Object(after?.attributes.lifecycle) as { prevent_destroy?: unknown };
  // Terraform forgets `prevent_destroy` together with the resource that declared it.
  if (action === 'replace' && isKept === true) {
    return 'Terraform refuses the whole plan, because the resource has `prevent_destroy`';
  }
  if (before?.attributes.deletion_protection_enabled === true) {
    return 'its deletion protection stops the deployment half-way: earlier changes are applied, and this one is not';
  }
  if (type === 'aws_s3_bucket' && before?.attributes.force_destroy !== true) {
    return 'unless it is empty, AWS stops the deployment half-way: earlier changes are applied, and this one is not';
  }
  return undefined;
}

/** Other consequences of a change. */
export function cautionsOf(change: ResourceChange): string[] {
  const consequence = isDestroyed(change) ? CONSEQUENCES[change.type] : undefined;
  const isReplacedPart =
    change.action === 'replace' && /versioning|public_access|encryption/.test(change.type);
  return [...(consequence && !isReplacedPart ? [consequence] : []), ...weakened(change)];
}

interface Protection {
  /** The end of an attribute's path. */
  readonly path: RegExp;
  readonly isWeaker: (before: unknown, after: unknown) => boolean;
  readonly says: string;
}

const turnsOff = (before: unknown, after: unknown): boolean => before === true && after !== true;
const turnsOn = (before: unknown, after: unknown): boolean => before !== true && after === true;
const isEarlier = (before: unknown, after: unknown): boolean =>
  typeof after === 'number' && (typeof before !== 'number' || after < before);
const isShorter = (before: unknown, after: unknown): boolean =>
  typeof after === 'number' && typeof before === 'number' && after < before;

const PROTECTIONS: readonly Protection[] = [
  { path: /^lifecycle\.prevent_destroy$/, isWeaker: turnsOff, says: 'Terraform can destroy it from now on' },
  { path: /^force_destroy$/, isWeaker: turnsOn, says: 'Terraform empties it before destroying it' },
  { path: /^deletion_protection_enabled$/, isWeaker: turnsOff, says: 'it can be deleted from now on' },
  { path: /^point_in_time_recovery.*enabled$/, isWeaker: turnsOff, says: 'it can no longer be restored' },
  {
    path: /^versioning_configuration.*status$/,
    isWeaker: (was) => was === 'Enabled',
    says: 'it no longer keeps versions',
  },
  { path: /expiration.*days$/, isWeaker: isEarlier, says: 'objects are removed sooner' },
  { path: /^message_retention_seconds$/, isWeaker: isShorter, says: 'messages are removed sooner' },
  { path: /^(block|ignore|restrict)_public/, isWeaker: turnsOff, says: 'the bucket can become public' },
];

const weakened = ({ action, attributes }: ResourceChange): string[] =>
  action === 'remove'
    ? []
    : PROTECTIONS.filter(({ path, isWeaker }) =>
        attributes.some((change) => path.test(change.path) && isWeaker(change.before, change.after)),
      ).map(({ says }) => says);
