import type { UpdateCommandInput } from '@aws-sdk/lib-dynamodb';
import type { ImageRecord } from '../../domain/image-record';
import type { Claim, ClaimScope } from '../../domain/ports';
import { ownVersionOf } from '../../domain/upload-identity';

type ClaimUpdate = Pick<
  UpdateCommandInput,
  'UpdateExpression' | 'ConditionExpression' | 'ExpressionAttributeNames' | 'ExpressionAttributeValues'
>;

/** Attributes of an earlier outcome, which a new claim removes. */
const OUTCOME_ATTRIBUTES = ['error', 'processedAt', 'durationMs', 'timings'];

/** The conditional update that claims a row: see `ImageCatalog.claim`. */
export function claimExpression(record: ImageRecord, claim: Claim, scope: ClaimScope): ClaimUpdate {
  const { imageId: _, timestamp: __, attempts: ___, ...described } = record;
  const attributes = Object.entries({ ...described, processingStatus: 'PROCESSING', claim }).filter(
    ([name]) => !OUTCOME_ATTRIBUTES.includes(name),
  );
  const identity = identityCondition(record);
  const free = freeRow(scope);
  const isOfUpload = `attribute_exists(attempts) AND ${identity.condition}`;
  return {
    UpdateExpression: [
      `SET ${attributes.map((_attribute, i) => `#set${i} = :set${i}`).join(', ')}`,
      `REMOVE ${OUTCOME_ATTRIBUTES.map((_attribute, i) => `#remove${i}`).join(', ')}`,
      'ADD attempts :one',
    ].join(' '),
    // AND takes precedence over OR, so no nested parentheses are needed. Without them, emulators parse it ten times
    // faster.
    ConditionExpression: [
      'attribute_not_exists(imageId)',
      ...free.conditions.map((condition) => `${isOfUpload} AND ${condition}`),
    ].join(' OR '),
    ExpressionAttributeNames: {
      ...Object.fromEntries(attributes.map(([name], i) => [`#set${i}`, name])),
      ...Object.fromEntries(OUTCOME_ATTRIBUTES.map((name, i) => [`#remove${i}`, name])),
      '#until': 'until',
    },
    ExpressionAttributeValues: {
      ...Object.fromEntries(attributes.map(([, value], i) => [`:set${i}`, value])),
      ...free.values,
      ':one': 1,
      ':identity': identity.value,
      ':holder': claim.holder,
    },
  };
}

/** Identifies the upload of a row, as `identityOf` does. Rows from before `uploadId` have the ETag alone. */
function identityCondition(record: ImageRecord): { condition: string; value: string } {
  const version = ownVersionOf(record);
  if (version) return { condition: 'versionId = :identity', value: version };
  if (record.uploadId) return { condition: 'uploadId = :identity', value: record.uploadId };
  return { condition: 'attribute_not_exists(uploadId) AND eTag = :identity', value: record.eTag ?? '' };
}

function freeRow({ now, remakeAs, revive }: ClaimScope): {
  conditions: readonly string[];
  values: Record<string, unknown>;
} {
  const isClaimFree = 'attribute_not_exists(claim) OR claim.holder = :holder OR claim.#until < :now';
  return {
    conditions: [
      `processingStatus = :processing AND (${isClaimFree})`,
      ...(remakeAs
        ? [
            'processingStatus = :failed',
            'processingStatus = :completed AND (attribute_not_exists(recipe) OR recipe <> :recipe)',
          ]
        : []),
      ...(revive ? ['processingStatus = :deleted'] : []),
    ],
    values: {
      ':now': now,
      ':processing': 'PROCESSING',
      ...(remakeAs && { ':failed': 'FAILED', ':completed': 'COMPLETED', ':recipe': remakeAs }),
      ...(revive && { ':deleted': 'DELETED' }),
    },
  };
}
