import type { ResourceChange } from './resource-changes';

/** What is gone for ever when one of these is destroyed. */
const DATA: Readonly<Record<string, string>> = {
  aws_s3_bucket: 'every object in it',
  aws_dynamodb_table: 'every record in it',
  aws_sqs_queue: 'every message waiting in it',
  aws_cloudwatch_event_archive: 'every event in it',
};

/** What whoever uses one of these notices when it is destroyed or made anew. */
const CONSEQUENCES: Readonly<Record<string, string>> = {
  aws_cloudwatch_log_group: 'its logs are gone',
  aws_sns_topic: 'people have to confirm their subscription again',
  aws_sns_topic_subscription: 'people have to confirm their subscription again',
  aws_api_gateway_rest_api: 'its address changes',
  aws_s3_bucket_versioning: 'overwritten and deleted objects are not kept any more',
  aws_s3_bucket_public_access_block: 'nothing keeps the bucket from being made public',
  aws_s3_bucket_server_side_encryption_configuration:
    'the bucket falls back to the encryption of the account',
};

const isDestroyed = ({ action }: ResourceChange): boolean => action === 'remove' || action === 'replace';

/** What a change destroys that cannot be brought back; nothing when it destroys no data. */
export const dataLost = (change: ResourceChange): string | undefined =>
  isDestroyed(change) ? DATA[change.type] : undefined;

/** What else should not come as a surprise. */
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
const comesSooner = (before: unknown, after: unknown): boolean =>
  typeof after === 'number' && (typeof before !== 'number' || after < before);
const isShorter = (before: unknown, after: unknown): boolean =>
  typeof after === 'number' && typeof before === 'number' && after < before;

const PROTECTIONS: readonly Protection[] = [
  { path: /^lifecycle\.prevent_destroy$/, isWeaker: turnsOff, says: 'Terraform may destroy it from now on' },
  { path: /^force_destroy$/, isWeaker: turnsOn, says: 'destroying it empties it first' },
  { path: /^deletion_protection_enabled$/, isWeaker: turnsOff, says: 'it may be deleted from now on' },
  { path: /^point_in_time_recovery.*enabled$/, isWeaker: turnsOff, says: 'it cannot be restored any more' },
  {
    path: /^versioning_configuration.*status$/,
    isWeaker: (was) => was === 'Enabled',
    says: 'it keeps no versions any more',
  },
  { path: /expiration.*days$/, isWeaker: comesSooner, says: 'objects are removed sooner' },
  { path: /^message_retention_seconds$/, isWeaker: isShorter, says: 'messages are removed sooner' },
  { path: /^(block|ignore|restrict)_public/, isWeaker: turnsOff, says: 'the bucket may be made public' },
];

const weakened = ({ action, attributes }: ResourceChange): string[] =>
  action === 'remove'
    ? []
    : PROTECTIONS.filter(({ path, isWeaker }) =>
        attributes.some((change) => path.test(change.path) && isWeaker(change.before, change.after)),
      ).map(({ says }) => says);
